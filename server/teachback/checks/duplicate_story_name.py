"""Several stories of one name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from operator import attrgetter

from teachback.checks.checkpoints import trained_files
from teachback.checks.finding import FileEdit, Finding, Fix, Related
from teachback.checks.repeated import repeated
from teachback.checks.rule import Facts, Rule
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.project.sources import Location
from teachback.project.story_summary import StorySummary
from teachback.text.edits import Edit

CODE = "duplicate-story-name"
_Name = tuple[str, str]
_title: Callable[[StorySummary], _Name] = attrgetter("title")


def find(facts: Facts) -> Iterator[Finding]:
    """Rasa allows it, but names stories in its messages by nothing else.

    2.x and 3.x glue stories of one name together where they come to the same alternatives
    (R3:shared/core/training_data/story_reader/story_step_builder.py).
    """
    for (kind, name), (first, *others) in _places(facts).items():
        file = facts.snapshot.files[first.path]
        line = file.document.lines.line_of(first.span.start) + 1
        where = f"{facts.snapshot.relative(first.path)}:{line}"
        for place in others:
            yield Finding(
                rule=CODE,
                severity=Severity.INFORMATION,
                location=place,
                message=f'Another {kind} is called "{name}" as well ({where}).',
                related=(Related(first, f"the first {kind} of this name"),),
                data=Record((("name", name), ("kind", kind))),
            )


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A number after the name that no story has yet."""
    for (kind, name), places in _places(facts).items():
        if finding.location in places[1:]:
            taken = {_title(summary) for names in trained_files(facts) for summary in names.summaries}
            number = next(number for number in count(2) if (kind, f"{name} {number}") not in taken)
            edit = Edit(finding.location.span, f"{name} {number}")
            yield Fix(f'Rename to "{name} {number}"', (FileEdit(finding.location.path, edit),), preferred=True)


def _places(facts: Facts) -> dict[_Name, list[Location]]:
    """The places of every name that stands more than once."""
    places: dict[_Name, list[Location]] = {}
    for names, index in repeated(tuple(trained_files(facts)), _title):
        placed = names.file.placed_stories()[index]
        name = placed.story.name
        if name.text:
            place = Location(names.file.path, name.span.shifted(placed.offset))
            places.setdefault(_title(names.summaries[index]), []).append(place)
    return places


RULE = Rule(CODE, Severity.INFORMATION, "Several stories or rules of one name", find, fixes, costly=True)

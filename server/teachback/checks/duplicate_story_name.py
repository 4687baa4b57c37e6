"""Several stories of one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import count

from teachback.checks.checkpoints import trained
from teachback.checks.finding import FileEdit, Finding, Fix, Related
from teachback.checks.rule import Facts, Rule
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.formats.story_tree import StoryKind
from teachback.project.sources import Location
from teachback.text.edits import Edit

CODE = "duplicate-story-name"
_Name = tuple[StoryKind, str]


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
                message=f'Another {kind.value} is called "{name}" as well ({where}).',
                related=(Related(first, f"the first {kind.value} of this name"),),
                data=Record((("name", name), ("kind", kind.value))),
            )


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A number after the name that no story has yet."""
    for (kind, name), places in _places(facts).items():
        if finding.location in places[1:]:
            taken = _counts(facts)
            number = next(number for number in count(2) if (kind, f"{name} {number}") not in taken)
            edit = Edit(finding.location.span, f"{name} {number}")
            yield Fix(f'Rename to "{name} {number}"', (FileEdit(finding.location.path, edit),), preferred=True)


def _places(facts: Facts) -> dict[_Name, list[Location]]:
    """The places of every name that stands more than once."""
    counts = _counts(facts)
    places: dict[_Name, list[Location]] = {}
    for file, placed, _ in trained(facts):
        name = placed.story.name
        key = (placed.story.kind, name.text)
        if counts[key] > 1:
            places.setdefault(key, []).append(Location(file.path, name.span.shifted(placed.offset)))
    return places


def _counts(facts: Facts) -> Counter[_Name]:
    stories = (placed.story for _, placed, _ in trained(facts))
    return Counter((story.kind, story.name.text) for story in stories if story.name.text)


RULE = Rule(CODE, Severity.INFORMATION, "Several stories or rules of one name", find, fixes, costly=True)

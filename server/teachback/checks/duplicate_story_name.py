"""Several stories of one name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from operator import attrgetter

from teachback.checks.finding import FileEdit, Finding, Fix, Related
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.twin_stories import TwinStories
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.formats.story_tree import PlacedStory
from teachback.project.sources import Location, SourceFile
from teachback.text.edits import Edit

CODE = "duplicate-story-name"
_TWINS = TwinStories(attrgetter("titles"), attrgetter("titles"))


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """Rasa allows it, but names stories in its messages by nothing else.

    2.x and 3.x glue stories of one name together where they come to the same alternatives
    (R3:shared/core/training_data/story_reader/story_step_builder.py).
    """
    for placed, (first_file, first) in _TWINS.in_file(facts, file):
        kind, name = placed.story.kind.value, placed.story.name.text
        if not name:
            continue
        place = _name_of(first_file, first)
        line = first_file.document.lines.line_of(place.span.start) + 1
        where = f"{facts.snapshot.relative(first_file.path)}:{line}"
        yield Finding(
            rule=CODE,
            severity=Severity.INFORMATION,
            location=_name_of(file, placed),
            message=f'Another {kind} is called "{name}" as well ({where}).',
            related=(Related(place, f"the first {kind} of this name"),),
            data=Record((("name", name), ("kind", kind))),
        )


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A number after the name that no story has yet."""
    file = facts.snapshot.files.get(finding.location.path)
    for placed, _ in () if file is None else _TWINS.in_file(facts, file):
        kind, name = placed.story.kind.value, placed.story.name.text
        if file is not None and name and _name_of(file, placed) == finding.location:
            taken = facts.symbols.titles.counts
            number = next(number for number in count(2) if (kind, f"{name} {number}") not in taken)
            edit = Edit(finding.location.span, f"{name} {number}")
            yield Fix(f'Rename to "{name} {number}"', (FileEdit(finding.location.path, edit),), preferred=True)


def _name_of(file: SourceFile, placed: PlacedStory) -> Location:
    return Location(file.path, placed.story.name.span.shifted(placed.offset))


RULE = Rule(
    CODE,
    Severity.INFORMATION,
    "Several stories or rules of one name",
    InEachFile(find, _TWINS.seen),
    fixes,
    costly=True,
)

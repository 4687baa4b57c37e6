"""Several stories of one name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from operator import attrgetter

from teachback.checks.finding import FileEdit, Finding, Fix, Related, StoryFinding
from teachback.checks.rule import Facts, InEachStory, Rule
from teachback.checks.twin_stories import Twin, TwinStories
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.project.sources import SourceFile, StoryLocation
from teachback.text.edits import Edit

CODE = "duplicate-story-name"
_TWINS = TwinStories(attrgetter("titles"), attrgetter("titles"))


def find(facts: Facts, file: SourceFile) -> Iterator[StoryFinding]:
    """Rasa allows it, but names stories in its messages by nothing else.

    2.x and 3.x glue stories of one name together where they come to the same alternatives
    (R3:shared/core/training_data/story_reader/story_step_builder.py).
    """
    return _TWINS.told(facts, file, lambda facts, index, twin: _told(facts, file.path, index, twin))


def _told(facts: Facts, path: str, index: int, twin: Twin) -> StoryFinding | None:
    kind, name = twin.story.kind.value, twin.story.name
    if not name.text:
        return None
    where = f"{facts.snapshot.relative(twin.path)}:{twin.header_line(facts) + 1}"
    return StoryFinding(
        rule=CODE,
        severity=Severity.INFORMATION,
        place=StoryLocation(path, index, name.span),
        message=f'Another {kind} is called "{name.text}" as well ({where}).',
        related=(Related(StoryLocation(twin.path, twin.at, twin.first.name.span), f"the first {kind} of this name"),),
        data=Record((("name", name.text), ("kind", kind))),
    )


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A number after the name that no story has yet."""
    file = facts.snapshot.files.get(finding.location.path)
    if file is None:
        return
    for index, _ in _TWINS.in_file(facts, file):
        story, offset = file.placed_stories()[index]
        kind, name = story.kind.value, story.name.text
        if name and story.name.span.shifted(offset) == finding.location.span:
            taken = facts.symbols.titles.counts
            number = next(number for number in count(2) if (kind, f"{name} {number}") not in taken)
            edit = Edit(finding.location.span, f"{name} {number}")
            yield Fix(f'Rename to "{name} {number}"', (FileEdit(finding.location.path, edit),), preferred=True)


RULE = Rule(
    CODE,
    Severity.INFORMATION,
    "Several stories or rules of one name",
    InEachStory(find, _TWINS.in_file),
    fixes,
    costly=True,
)

"""Stories with the same steps."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter, is_

from teachback.checks.finding import FileEdit, Finding, Fix, Related
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.twin_stories import TwinStories
from teachback.formats.problems import Severity
from teachback.formats.story_edits import remove_story
from teachback.formats.story_shape import shape_of
from teachback.formats.story_tree import PlacedStory, Story
from teachback.project.sources import Location, SourceFile

CODE = "duplicate-story"
_TWINS = TwinStories(attrgetter("fingerprints"), attrgetter("fingerprints"))


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """Rasa drops one of them without a word (R1, R3: generator.py:_remove_duplicate_story_end_trackers)."""
    for placed, (first_file, first) in _duplicates(facts, file):
        line = first_file.document.lines.line_of(first.offset + first.story.header.start) + 1
        where = f'"{first.story.name.text}" ({facts.snapshot.relative(first_file.path)}:{line})'
        yield Finding(
            rule=CODE,
            severity=Severity.INFORMATION,
            location=_header(file, placed),
            message=f"This {placed.story.kind.value} has the same steps as {where}; one of the two is enough.",
            related=(Related(_header(first_file, first), "the same steps"),),
        )


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The later one goes."""
    file = facts.snapshot.files.get(finding.location.path)
    if file is None or file.stories is None:
        return
    for placed, _ in _duplicates(facts, file):
        if _header(file, placed) == finding.location:
            edits = remove_story(file.document.text, file.stories.format, placed)
            title = f'Remove this {placed.story.kind.value} ("{placed.story.name.text}")'
            yield Fix(title, tuple(FileEdit(file.path, edit) for edit in edits))
            return


def _duplicates(facts: Facts, file: SourceFile) -> Iterator[tuple[PlacedStory, tuple[SourceFile, PlacedStory]]]:
    """Fingerprints may be equal by chance; shapes are not."""
    for placed, first in _TWINS.in_file(facts, file):
        if placed.story.lines and _same_steps(placed.story, first[1].story):
            yield placed, first


def _same_steps(story: Story, other: Story) -> bool:
    """Stories that share their lines have the same shape, which is worked out for others alone."""
    shared = (
        story.kind is other.kind
        and len(story.lines) == len(other.lines)
        and all(map(is_, story.lines, other.lines))
        and not story.conditions
        and not other.conditions
        and story.conversation_start == other.conversation_start
        and story.wait_for_user_input == other.wait_for_user_input
    )
    return shared or shape_of(story) == shape_of(other)


def _header(file: SourceFile, placed: PlacedStory) -> Location:
    return Location(file.path, placed.story.header.shifted(placed.offset))


RULE = Rule(
    CODE,
    Severity.INFORMATION,
    "A story with the same steps as another",
    InEachFile(find, _TWINS.seen),
    fixes,
    costly=True,
)

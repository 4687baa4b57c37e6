"""Stories with the same steps."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter, is_

from teachback.checks.finding import FileEdit, Finding, Fix, Related, StoryFinding
from teachback.checks.rule import Facts, InEachStory, Rule
from teachback.checks.twin_stories import Twin, TwinStories
from teachback.formats.problems import Severity
from teachback.formats.story_edits import remove_story
from teachback.formats.story_shape import shape_of
from teachback.formats.story_tree import Story
from teachback.project.sources import SourceFile, StoryLocation

CODE = "duplicate-story"
_TWINS = TwinStories(attrgetter("fingerprints"), attrgetter("fingerprints"))


def find(facts: Facts, file: SourceFile) -> Iterator[StoryFinding]:
    """Rasa drops one of them without a word (R1, R3: generator.py:_remove_duplicate_story_end_trackers)."""
    return _TWINS.told(facts, file, lambda facts, index, twin: _told(facts, file.path, index, twin))


def _told(facts: Facts, path: str, index: int, twin: Twin) -> StoryFinding | None:
    if not _are_duplicates(twin):
        return None
    where = f'"{twin.first.name.text}" ({facts.snapshot.relative(twin.path)}:{twin.header_line(facts) + 1})'
    return StoryFinding(
        rule=CODE,
        severity=Severity.INFORMATION,
        place=StoryLocation(path, index, twin.story.header),
        message=f"This {twin.story.kind.value} has the same steps as {where}; one of the two is enough.",
        related=(Related(StoryLocation(twin.path, twin.at, twin.first.header), "the same steps"),),
    )


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The later one goes."""
    file = facts.snapshot.files.get(finding.location.path)
    if file is None or file.stories is None:
        return
    for index, twin in _TWINS.in_file(facts, file):
        placed = file.placed_stories()[index]
        header = placed.story.header.shifted(placed.offset)
        if header == finding.location.span and _are_duplicates(twin):
            edits = remove_story(file.document.text, file.stories.format, placed)
            title = f'Remove this {placed.story.kind.value} ("{placed.story.name.text}")'
            yield Fix(title, tuple(FileEdit(file.path, edit) for edit in edits))
            return


def _are_duplicates(twin: Twin) -> bool:
    """Fingerprints may be equal by chance; shapes are not."""
    return bool(twin.story.lines) and _same_steps(twin.story, twin.first)


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


RULE = Rule(
    CODE,
    Severity.INFORMATION,
    "A story with the same steps as another",
    InEachStory(find, _TWINS.in_file),
    fixes,
    costly=True,
)

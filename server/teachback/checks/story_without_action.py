"""Stories in which the bot does nothing."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.formats.problems import Severity
from teachback.formats.story_tree import PlacedStory
from teachback.project.sources import Location, SourceFile

CODE = "story-without-action"


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """A story that leads on to a checkpoint may leave the action to the story there."""
    names = facts.symbols.files[file.path]
    for index in names.idle if file.trained else ():
        placed = file.placed_stories()[index]
        if not names.summaries[index].roles.ends and not placed.story.problems:
            yield _finding(file.path, placed)


def _finding(path: str, placed: PlacedStory) -> Finding:
    story = placed.story
    what = "The bot does nothing in it" if story.lines else "It has no steps"
    message = f"This {story.kind.value} teaches no action. {what}."
    return Finding(CODE, Severity.INFORMATION, Location(path, story.header.shifted(placed.offset)), message)


RULE = Rule(CODE, Severity.INFORMATION, "A story in which the bot does nothing", InEachFile(find))

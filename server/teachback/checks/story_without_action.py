"""Stories in which the bot does nothing."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.checkpoints import trained
from teachback.checks.finding import Finding
from teachback.checks.rule import Facts, Rule
from teachback.formats.problems import Severity
from teachback.project.sources import Location

CODE = "story-without-action"


def find(facts: Facts) -> Iterator[Finding]:
    """A story that leads on to a checkpoint may leave the action to the story there."""
    for file, placed, summary in trained(facts):
        story = placed.story
        if summary.acts or summary.ends or story.problems:
            continue
        what = "The bot does nothing in it" if story.lines else "It has no steps"
        message = f"This {story.kind.value} teaches no action. {what}."
        yield Finding(CODE, Severity.INFORMATION, Location(file.path, story.header.shifted(placed.offset)), message)


RULE = Rule(CODE, Severity.INFORMATION, "A story in which the bot does nothing", find)

"""Stories and rules as written, whatever the file format.

Spans inside a ``Story`` count from the start of the story's own block of text, so that equal blocks give equal stories
and an edit above a story changes nothing in it. ``PlacedStory.offset`` says where the block begins in its file.

A project holds few different lines, each of them many times. So a story keeps its steps as lines: what a line says,
with spans that count from its own start, is one object for all stories of a reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from teachback.formats.names import Name
from teachback.formats.problems import Problem
from teachback.formats.story_steps import (
    ActionStep,
    BotStep,
    CheckpointStep,
    EntityStep,
    EventStep,
    LoopStep,
    OrStep,
    SlotAssignment,
    SlotStep,
    Step,
    UserStep,
)
from teachback.text.spans import Span

__all__ = [
    "ActionStep",
    "BotStep",
    "CheckpointStep",
    "EntityStep",
    "EventStep",
    "LoopStep",
    "OrStep",
    "PlacedStory",
    "SlotAssignment",
    "SlotStep",
    "Step",
    "Story",
    "StoryFile",
    "StoryFormat",
    "StoryKind",
    "UserStep",
]


class StoryKind(Enum):
    """A story, or a rule of 2.x and 3.x."""

    STORY = "story"
    RULE = "rule"


class StoryFormat(Enum):
    """The notation of a file."""

    MARKDOWN = "markdown"
    YAML = "yaml"


@dataclass(frozen=True, slots=True)
class Story:
    """One story or rule. ``span`` covers the block without trailing blank lines; ``header`` the line that names it.

    ``lines`` are its steps with spans that count from the start of their line (in YAML: of the text behind their dash),
    ``starts`` the places from which they count; whoever needs no spans looks at ``lines`` and makes no copy of a step.

    ``conditions``, ``conversation_start`` and ``wait_for_user_input`` belong to rules.
    """

    kind: StoryKind
    name: Name
    span: Span
    header: Span
    lines: tuple[Step, ...]
    starts: tuple[int, ...]
    problems: tuple[Problem, ...] = ()
    conditions: tuple[SlotStep | LoopStep, ...] = ()
    conversation_start: bool = False
    wait_for_user_input: bool = True

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, with spans that count from the start of the block."""
        return tuple(map(_placed, self.lines, self.starts))

    def step(self, index: int) -> Step:
        """One of the steps, as in ``steps``."""
        return _placed(self.lines[index], self.starts[index])


def _placed(step: Step, start: int) -> Step:
    return step.shifted(start) if start else step


class PlacedStory(NamedTuple):
    """A story and the offset in its file from which its spans count.

    A tuple, as it is quickly made: an edit moves all stories below it.
    """

    story: Story
    offset: int


@dataclass(frozen=True, slots=True)
class StoryFile:
    """All stories and rules of a file in source order, with the problems that lie outside of them.

    ``broken`` is true when Rasa would not read the file at all (a YAML syntax error, say). ``faulty`` are the stories
    that have problems.
    """

    format: StoryFormat
    stories: tuple[PlacedStory, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    faulty: tuple[PlacedStory, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "faulty", tuple(placed for placed in self.stories if placed.story.problems))

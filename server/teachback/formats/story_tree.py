"""Stories and rules as written, whatever the file format.

Spans inside a ``Story`` count from the start of the story's own block of text, so that equal blocks give equal stories
and an edit above a story changes nothing in it. ``PlacedStory.offset`` says where the block begins in its file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from teachback.dialogue.values import Value
from teachback.formats.names import Name
from teachback.formats.problems import Problem
from teachback.text.spans import Span


@dataclass(frozen=True, slots=True)
class EntityStep:
    """An entity of a user step. ``value`` is ``None`` when none is written (YAML ``- cuisine``: Rasa takes '')."""

    type: Name
    value: Value = None
    role: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class UserStep:
    """A user message. ``prefixed`` marks 1.x's ``form: `` prefix: the form handles the turn, training skips it.

    ``text`` is the end-to-end text.
    """

    span: Span
    intent: Name | None
    entities: tuple[EntityStep, ...] = ()
    text: Name | None = None
    prefixed: bool = False


@dataclass(frozen=True, slots=True)
class ActionStep:
    """An action of the bot. With ``prefixed`` (1.x ``- form: …``) training skips the line, whatever stands in it."""

    span: Span
    action: Name
    prefixed: bool = False


@dataclass(frozen=True, slots=True)
class BotStep:
    """An end-to-end bot utterance (3.x ``bot:``)."""

    span: Span
    text: Name


@dataclass(frozen=True, slots=True)
class SlotAssignment:
    """``slot: value``; ``given`` is false for a bare slot name, whose value the slot's type decides."""

    slot: Name
    value: Value
    value_span: Span
    given: bool = True


@dataclass(frozen=True, slots=True)
class SlotStep:
    """Slots that get values."""

    span: Span
    assignments: tuple[SlotAssignment, ...]


@dataclass(frozen=True, slots=True)
class LoopStep:
    """A form or loop is activated; without a name it is deactivated. ``span`` of the whole step."""

    span: Span
    loop: Name | None


@dataclass(frozen=True, slots=True)
class CheckpointStep:
    """A checkpoint, at a start possibly with conditions on slots."""

    span: Span
    name: Name
    conditions: tuple[SlotAssignment, ...] = ()


@dataclass(frozen=True, slots=True)
class OrStep:
    """Alternatives, each the story's next step in a copy of it."""

    span: Span
    alternatives: tuple[UserStep | SlotStep, ...]


@dataclass(frozen=True, slots=True)
class EventStep:
    """Another event by its Rasa type name (``restart``, ``rewind``, ``reminder``, …) with its arguments."""

    span: Span
    event: Name
    arguments: tuple[tuple[str, Value], ...] = ()


Step = UserStep | ActionStep | BotStep | SlotStep | LoopStep | CheckpointStep | OrStep | EventStep


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

    ``conditions``, ``conversation_start`` and ``wait_for_user_input`` belong to rules.
    """

    kind: StoryKind
    name: Name
    span: Span
    header: Span
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...] = ()
    conditions: tuple[SlotStep | LoopStep, ...] = ()
    conversation_start: bool = False
    wait_for_user_input: bool = True


@dataclass(frozen=True, slots=True)
class PlacedStory:
    """A story and the offset in its file from which its spans count."""

    story: Story
    offset: int


@dataclass(frozen=True, slots=True)
class StoryFile:
    """All stories and rules of a file in source order, with the problems that lie outside of them.

    ``broken`` is true when Rasa would not read the file at all (a YAML syntax error, say).
    """

    format: StoryFormat
    stories: tuple[PlacedStory, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: bool = False

"""The steps of stories and rules as written, whatever the file format.

Readers give a step with spans that count from the start of its line, so that a line means one and the same object
wherever it stands; ``shifted`` gives the step as it lies in a story or in a file.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.values import Value
from teachback.formats.names import Name
from teachback.text.spans import Span


@dataclass(frozen=True, slots=True)
class EntityStep:
    """An entity of a user step. ``value`` is ``None`` when none is written (YAML ``- cuisine``: Rasa takes '')."""

    type: Name
    value: Value = None
    role: str | None = None
    group: str | None = None

    def shifted(self, by: int) -> EntityStep:
        """The same entity, ``by`` code points further on."""
        return EntityStep(self.type.shifted(by), self.value, self.role, self.group)


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

    def shifted(self, by: int) -> UserStep:
        """The same message, ``by`` code points further on."""
        return UserStep(
            self.span.shifted(by),
            self.intent and self.intent.shifted(by),
            tuple(entity.shifted(by) for entity in self.entities),
            self.text and self.text.shifted(by),
            self.prefixed,
        )


@dataclass(frozen=True, slots=True)
class ActionStep:
    """An action of the bot. With ``prefixed`` (1.x ``- form: …``) training skips the line, whatever stands in it."""

    span: Span
    action: Name
    prefixed: bool = False

    def shifted(self, by: int) -> ActionStep:
        """The same action, ``by`` code points further on."""
        return ActionStep(self.span.shifted(by), self.action.shifted(by), self.prefixed)


@dataclass(frozen=True, slots=True)
class BotStep:
    """An end-to-end bot utterance (3.x ``bot:``)."""

    span: Span
    text: Name

    def shifted(self, by: int) -> BotStep:
        """The same utterance, ``by`` code points further on."""
        return BotStep(self.span.shifted(by), self.text.shifted(by))


@dataclass(frozen=True, slots=True)
class SlotAssignment:
    """``slot: value``; ``given`` is false for a bare slot name, whose value the slot's type decides."""

    slot: Name
    value: Value
    value_span: Span
    given: bool = True

    def shifted(self, by: int) -> SlotAssignment:
        """The same assignment, ``by`` code points further on."""
        return SlotAssignment(self.slot.shifted(by), self.value, self.value_span.shifted(by), self.given)


@dataclass(frozen=True, slots=True)
class SlotStep:
    """Slots that get values."""

    span: Span
    assignments: tuple[SlotAssignment, ...]

    def shifted(self, by: int) -> SlotStep:
        """The same assignments, ``by`` code points further on."""
        return SlotStep(self.span.shifted(by), tuple(each.shifted(by) for each in self.assignments))


@dataclass(frozen=True, slots=True)
class LoopStep:
    """A form or loop is activated; without a name it is deactivated. ``span`` of the whole step."""

    span: Span
    loop: Name | None

    def shifted(self, by: int) -> LoopStep:
        """The same loop, ``by`` code points further on."""
        return LoopStep(self.span.shifted(by), self.loop and self.loop.shifted(by))


@dataclass(frozen=True, slots=True)
class CheckpointStep:
    """A checkpoint, at a start possibly with conditions on slots."""

    span: Span
    name: Name
    conditions: tuple[SlotAssignment, ...] = ()

    def shifted(self, by: int) -> CheckpointStep:
        """The same checkpoint, ``by`` code points further on."""
        conditions = tuple(each.shifted(by) for each in self.conditions)
        return CheckpointStep(self.span.shifted(by), self.name.shifted(by), conditions)


@dataclass(frozen=True, slots=True)
class OrStep:
    """Alternatives, each the story's next step in a copy of it."""

    span: Span
    alternatives: tuple[UserStep | SlotStep, ...]

    def shifted(self, by: int) -> OrStep:
        """The same alternatives, ``by`` code points further on."""
        return OrStep(self.span.shifted(by), tuple(each.shifted(by) for each in self.alternatives))


@dataclass(frozen=True, slots=True)
class EventStep:
    """Another event by its Rasa type name (``restart``, ``rewind``, ``reminder``, …) with its arguments."""

    span: Span
    event: Name
    arguments: tuple[tuple[str, Value], ...] = ()

    def shifted(self, by: int) -> EventStep:
        """The same event, ``by`` code points further on."""
        return EventStep(self.span.shifted(by), self.event.shifted(by), self.arguments)


Step = UserStep | ActionStep | BotStep | SlotStep | LoopStep | CheckpointStep | OrStep | EventStep

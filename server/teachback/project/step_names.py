"""The names in one step of a story, with places that count from the start of its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teachback.formats.names import Name
from teachback.formats.story_tree import (
    ActionStep,
    BotStep,
    CheckpointStep,
    EventStep,
    LoopStep,
    OrStep,
    SlotAssignment,
    SlotStep,
    Step,
    UserStep,
)
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.text.spans import Span

# What may stand after ``- form: `` beside an action (R1:core/events/__init__.py, the ``type_name`` of each event).
_EVENTS = frozenset({"action", "cancel_reminder", "export", "followup", "form", "pause", "reminder", "reset_slots"})
_MORE_EVENTS = frozenset({"restart", "resume", "rewind", "session_started", "slot", "undo"})

END_TO_END = ": "
"""What parts intent and message in a line of an end-to-end test, ``* greet: hello`` (1.x), read as a plain story."""


def step_mentions(step: Step) -> Iterator[Mention]:
    """Every name that stands in a step, in the order of its text."""
    match step:
        case UserStep():
            yield from _of_user(step)
        case ActionStep():
            yield from _of_action(step)
        case SlotStep(_, assignments):
            yield from _of_slots(assignments)
        case LoopStep(_, loop):
            if loop is not None:
                yield _mention(SymbolKind.FORM, loop)
        case CheckpointStep(_, name, conditions):
            yield _mention(SymbolKind.CHECKPOINT, name)
            yield from _of_slots(conditions)
        case OrStep(_, alternatives):
            for alternative in alternatives:
                yield from step_mentions(alternative)
        case BotStep() | EventStep():
            return


def loose_names(step: Step) -> frozenset[str]:
    """Names that stand in an event's arguments (``followup{"name": "action_x"}``), where no exact place is known."""
    if not isinstance(step, EventStep):
        return frozenset()
    return frozenset(value for _, value in step.arguments if isinstance(value, str))


def _of_user(step: UserStep) -> Iterator[Mention]:
    if step.intent is not None and step.intent.text:
        yield _mention(SymbolKind.INTENT, step.intent)
        if END_TO_END in step.intent.text:  # the braces then belong to an annotation of the message
            return
    for entity in step.entities:
        yield _mention(SymbolKind.ENTITY, entity.type)


def _of_action(step: ActionStep) -> Iterator[Mention]:
    """Training skips a prefixed line whatever stands in it, so there it may be an event with arguments as well."""
    name, span = step.action.text, step.action.span
    if step.prefixed:
        bare = name.partition("{")[0].rstrip()
        if bare in _EVENTS or bare in _MORE_EVENTS:
            return
        name, span = bare, Span(span.start, span.start + len(bare))
    if name:
        yield Mention(SymbolKind.ACTION, name, span, Place.STORY)


def _of_slots(assignments: Iterable[SlotAssignment]) -> Iterator[Mention]:
    for assignment in assignments:
        yield _mention(SymbolKind.SLOT, assignment.slot)


def _mention(kind: SymbolKind, name: Name) -> Mention:
    return Mention(kind, name.text, name.span, Place.STORY)

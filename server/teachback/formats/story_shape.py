"""What a story says, without where and how it is written: equal for stories that teach the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

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
    Story,
    UserStep,
)


def shape_of(story: Story) -> Hashable:
    """Equal exactly for stories of the same kind, steps, conditions and options; names and places do not count."""
    return (
        story.kind,
        story.conversation_start,
        story.wait_for_user_input,
        tuple(_shape(step) for step in story.conditions),
        tuple(_shape(step) for step in story.lines),
    )


def story_fingerprint(story: Story, steps: Iterable[int]) -> int:
    """Equal for stories of equal ``shape_of``; ``steps`` are the fingerprints of its conditions, then of its steps."""
    options = (story.conversation_start, story.wait_for_user_input, len(story.conditions))
    return hash((story.kind.value, options, tuple(steps)))


def step_fingerprint(step: Step) -> int:
    """Equal for steps that say the same."""
    return hash(_shape(step))


def _shape(step: Step) -> Hashable:
    match step:
        case UserStep():
            entities = tuple((item.type.text, repr(item.value), item.role, item.group) for item in step.entities)
            return ("user", step.prefixed, _text(step.intent), _text(step.text), entities)
        case ActionStep():
            return ("action", step.prefixed, step.action.text)
        case BotStep():
            return ("bot", step.text.text)
        case SlotStep():
            return ("slot", _slots(step.assignments))
        case LoopStep():
            return ("loop", _text(step.loop))
        case CheckpointStep():
            return ("checkpoint", step.name.text, _slots(step.conditions))
        case OrStep():
            return ("or", tuple(_shape(alternative) for alternative in step.alternatives))
        case EventStep():
            return ("event", step.event.text, repr(step.arguments))


def _slots(assignments: Iterable[SlotAssignment]) -> Hashable:
    """``repr``, because ``1``, ``1.0`` and ``true`` are equal in Python and three values for Rasa."""
    return tuple((item.slot.text, repr(item.value), item.given) for item in assignments)


def _text(name: Name | None) -> str | None:
    return None if name is None else name.text

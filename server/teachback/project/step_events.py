"""The events that one step of a story stands for (R1:core/training/dsl.py, R3:yaml_story_reader.py)."""

from __future__ import annotations

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Slot
from teachback.dialogue.events import (
    ActionExecuted,
    ActionRejected,
    ActionReverted,
    AllSlotsReset,
    EntityMention,
    Event,
    FollowupAction,
    LoopChanged,
    LoopInterrupted,
    OtherEvent,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from teachback.dialogue.values import Value
from teachback.formats.story_tree import (
    ActionStep,
    BotStep,
    EntityStep,
    EventStep,
    LoopStep,
    SlotAssignment,
    SlotStep,
    Step,
    UserStep,
)


class StepEvents:
    """Tells the events of steps, by the rules of one domain."""

    __slots__ = ("_domain", "_slots")

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._slots = {slot.name: slot for slot in domain.slots}

    def of(self, step: Step) -> tuple[Event, ...]:
        """What the step itself says; nothing for a prefixed step, a checkpoint or alternatives."""
        match step:
            case UserStep(prefixed=False):
                return (_message(step),)
            case ActionStep(prefixed=False):
                return (ActionExecuted(self._domain.meant_by(step.action.text)),)
            case BotStep():
                return (ActionExecuted(step.text.text, is_text=True),)
            case SlotStep():
                return tuple(SlotSet(each.slot.text, self._value(each)) for each in step.assignments)
            case LoopStep():
                return (LoopChanged(step.loop.text if step.loop else None),)
            case EventStep():
                return _event(step)
            case _:
                return ()

    def _value(self, assignment: SlotAssignment) -> Value:
        if assignment.given:
            return assignment.value
        slot = self._slots.get(assignment.slot.text)
        return _default_value(slot) if slot else None


def _default_value(slot: Slot) -> Value:
    """What a bare slot name stands for (R3:shared/core/slots.py: default values when referenced by name)."""
    match slot.type:
        case "text":
            return "filled"
        case "list":
            return ("filled",)
        case _:
            return None


def _message(step: UserStep) -> UserUttered:
    return UserUttered(
        intent=step.intent.text if step.intent else None,
        entities=tuple(_mention(entity) for entity in step.entities),
        text=step.text.text if step.text else None,
    )


def _mention(entity: EntityStep) -> EntityMention:
    return EntityMention(entity.type.text, entity.value, entity.role, entity.group)


def _event(step: EventStep) -> tuple[Event, ...]:
    arguments = dict(step.arguments)
    match step.event.text:
        case "restart" | "session_started" as kind:
            return (Restarted(session=kind == "session_started"),)
        case "rewind":
            return (UserUtteranceReverted(),)
        case "undo":
            return (ActionReverted(),)
        case "reset_slots":
            return (AllSlotsReset(),)
        case "form_validation":
            return (LoopInterrupted(not arguments.get("validate", True)),)
        case "loop_interrupted":
            return (LoopInterrupted(bool(arguments.get("is_interrupted"))),)
        case "action_execution_rejected":
            return (ActionRejected(str(arguments.get("name", ""))),)
        case "followup" if isinstance(name := arguments.get("name"), str):
            return (FollowupAction(name),)
        case other:
            return (OtherEvent(other),)


def filled_slots(message: UserUttered, domain: Domain) -> tuple[SlotSet, ...]:
    """The slots that a message's entities fill (Domain.slots_for_entities of both generations)."""
    if not domain.store_entities_as_slots or not message.entities:
        return ()
    filled: list[SlotSet] = []
    for slot in domain.slots:
        values = _values_for(slot, message, domain.dialect)
        if values:
            filled.append(SlotSet(slot.name, tuple(values) if slot.type == "list" else values[-1]))
    return tuple(filled)


def _values_for(slot: Slot, message: UserUttered, dialect: Dialect) -> list[Value]:
    if dialect is Dialect.RASA1 or (not slot.mappings and not slot.mapped):
        return [mention.value for mention in message.entities if slot.auto_fill and mention.type == slot.name]
    return [
        mention.value
        for mapping in slot.mappings
        if not mapping.in_loop
        for mention in message.entities
        if (mention.type, mention.role, mention.group) == (mapping.entity, mapping.role, mapping.group)
    ]

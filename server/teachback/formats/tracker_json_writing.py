"""Conversations in Rasa's JSON: what ``tracker_json`` reads, written so that either generation takes it.

Event types and their fields are those of R1:core/events/__init__.py and R3:shared/core/events.py (``type_name``); 3.x
checks them against R3:shared/utils/schemas/events.py before it looks at them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from teachback.dialogue.dialect import Dialect
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
from teachback.dialogue.values import thaw

Json = Mapping[str, object]


def written_events(
    events: Iterable[Event], dialect: Dialect, chosen_by: str | None = None, confidences: Sequence[float] = ()
) -> list[Json]:
    """The events as a list that ``POST /model/predict`` takes; ``chosen_by`` is the class name of the policy that chose
    the latest action, ``confidences`` are those of the latest message's intents, highest first.

    Reading them again gives the same events, except that the text of a message with an intent is not read. Times are
    left out: Rasa takes those of now.
    """
    written = [written_event(event, dialect) for event in events]
    if chosen_by is not None:
        _change_latest(written, "action", lambda json: {**json, "policy": written_policy(chosen_by, dialect)})
    if confidences:
        _change_latest(written, "user", lambda json: _doubted(json, confidences))
    return written


def _change_latest(written: list[Json], kind: str, change: Callable[[Json], Json]) -> None:
    latest = max((index for index, json in enumerate(written) if json["event"] == kind), default=None)
    if latest is not None:
        written[latest] = change(written[latest])


def _doubted(message: Json, confidences: Sequence[float]) -> Json:
    """Policies ask how sure the first intents are, not what the others are called (R1:core/policies/fallback.py)."""
    understood = cast("Json", message["parse_data"])
    intent = {**cast("Json", understood["intent"]), "confidence": confidences[0]}
    ranking = [intent, *({"confidence": each} for each in confidences[1:])]
    return {**message, "parse_data": {**understood, "intent": intent, "intent_ranking": ranking}}


def written_policy(name: str, dialect: Dialect) -> str:
    """How a policy of this class is named in an event.

    1.x asks how the name ends after the policy's place in the ensemble (R1:core/policies/mapping_policy.py).
    """
    return f"policy_0_{name}" if dialect is Dialect.RASA1 else name


def written_event(event: Event, dialect: Dialect) -> Json:
    """One event with the fields that say what happened: neither its time, nor who wanted it."""
    match event:
        case UserUttered():
            return _message(event, dialect)
        case ActionExecuted(name, is_text, hidden):
            said = {"name": None, "action_text": name} if is_text else {"name": name}
            return _event("action", **said, **({"hide_rule_turn": True} if hidden else {}))
        case SlotSet(slot, value):
            return _event("slot", name=slot, value=thaw(value))
        case LoopChanged(loop):
            return _event("form" if dialect is Dialect.RASA1 else "active_loop", name=loop)
        case LoopInterrupted(interrupted):
            return _interrupted(interrupted, dialect)
        case ActionRejected(name):
            return _event("action_execution_rejected", name=name)
        case Restarted(session):
            return _event("session_started" if session else "restart")
        case FollowupAction(name):
            return _event("followup", name=name)
        case OtherEvent(name):
            return _event(name)
        case _:
            return _event(_PLAIN[type(event)])


_PLAIN: Mapping[type[Event], str] = {
    ActionReverted: "undo",
    UserUtteranceReverted: "rewind",
    AllSlotsReset: "reset_slots",
}


def _interrupted(interrupted: bool, dialect: Dialect) -> Json:
    if dialect is Dialect.RASA1:
        return _event("form_validation", validate=not interrupted)
    return _event("loop_interrupted", is_interrupted=interrupted)


def _event(kind: str, **fields: object) -> Json:
    return {"event": kind, **fields}


def _message(message: UserUttered, dialect: Dialect) -> Json:
    """A message that has an intent gets no text: 3.x would count the text as a feature of its own."""
    understood = {
        "intent": _intent(message.intent, dialect),
        "entities": [written_entity(each) for each in message.entities],
    }
    return _event("user", text=message.text, parse_data={**understood, "text": message.text})


def _intent(name: str | None, dialect: Dialect) -> Json:
    """1.x asks every message for the name of its intent, the schema of 3.x wants a text or none at all."""
    if name is not None:
        return {"name": name, "confidence": 1.0}
    return {"name": None, "confidence": 0.0} if dialect is Dialect.RASA1 else {}


def written_entity(mention: EntityMention) -> Json:
    """An entity without its place in a text.

    A role or group that is ``null`` would still be a feature in 3.x (R3: UserUttered.as_sub_state).
    """
    json: dict[str, object] = {"entity": mention.type, "value": thaw(mention.value)}
    if mention.role is not None:
        json["role"] = mention.role
    if mention.group is not None:
        json["group"] = mention.group
    return json

"""Conversations as Rasa writes them in JSON: a list of events, or a tracker with ``events``.

Event types are those of R1:core/events/__init__.py and R3:shared/core/events.py (``type_name``). The names of later
generations are understood in a tracker of an earlier one, and the other way round.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

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
from teachback.dialogue.values import freeze
from teachback.formats.json_object import refuse_deep

Json = Mapping[str, object]

# Ensembles of 1.x write the policy's place in the configuration before its class: policy_0_MemoizationPolicy.
_PLACE_IN_ENSEMBLE = re.compile(r"^policy_\d+_")
_PLAIN: Mapping[str, Event] = {
    "undo": ActionReverted(),
    "rewind": UserUtteranceReverted(),
    "restart": Restarted(),
    "session_started": Restarted(session=True),
    "reset_slots": AllSlotsReset(),
}


class UnreadableTrackerError(ValueError):
    """The text holds no conversation; the message says what is wrong, and at which event (counted from 1)."""


@dataclass(frozen=True, slots=True)
class Tracker:
    """A conversation up to now.

    ``confidences`` are those of the latest message's intents, highest first; empty where the message tells none.
    ``chosen_by`` is the class name of the policy that chose the latest action.
    """

    events: tuple[Event, ...]
    confidences: tuple[float, ...] = ()
    chosen_by: str | None = None


@dataclass(slots=True)
class _Reading:
    events: list[Event] = field(default_factory=list[Event])
    confidences: tuple[float, ...] = ()
    chosen_by: str | None = None


def read_tracker(text: str) -> Tracker:
    """The conversation in ``text``. Raises ``UnreadableTrackerError``, and nothing else, for any other text."""
    return read_events(events_in(text))


def events_in(text: str) -> Sequence[object]:
    """The events in ``text`` as Rasa wrote them. Raises ``UnreadableTrackerError`` where there is no list of them."""
    return _events(_parsed(text))


def read_events(events: Sequence[object]) -> Tracker:
    """The conversation in a list of events. Raises ``UnreadableTrackerError`` for anything else than events."""
    reading = _Reading()
    for number, event in enumerate(events, start=1):
        _take_numbered(reading, number, event)
    return Tracker(tuple(reading.events), reading.confidences, reading.chosen_by)


def policy_class(name: str) -> str:
    """The class name in a policy's name, with or without its place in the configuration."""
    return _PLACE_IN_ENSEMBLE.sub("", name)


def _parsed(text: str) -> object:
    try:
        refuse_deep(text)
        return json.loads(text)
    except ValueError as problem:
        raise UnreadableTrackerError(f"This cannot be read as JSON: {problem}.") from None


def _events(content: object) -> Sequence[object]:
    if isinstance(content, Mapping):
        content = cast("Json", content).get("events")
    if isinstance(content, list):
        return cast("list[object]", content)
    raise UnreadableTrackerError(
        "Give a list of events, or an object with a list `events`, as `GET /conversations/ID/tracker` answers."
    )


def _take_numbered(reading: _Reading, number: int, event: object) -> None:
    try:
        _take(reading, _object(event, "an event"))
    except UnreadableTrackerError as problem:
        raise UnreadableTrackerError(f"Event {number}: {problem}") from None


def _take(reading: _Reading, event: Json) -> None:
    kind = _text(event, "event")
    read = _read(kind, event)
    if isinstance(read, UserUttered):
        reading.confidences = _confidences(event)
    if isinstance(read, ActionExecuted):
        reading.chosen_by = policy_class(_optional(event, "policy") or "") or None
    reading.events.append(read)


def _read(kind: str, event: Json) -> Event:
    match kind:
        case "user":
            return _message(event)
        case "action":
            return _action(event)
        case "slot":
            return SlotSet(_text(event, "name"), freeze(event.get("value")))
        case "form" | "active_loop":
            return LoopChanged(_optional(event, "name"))
        case "form_validation":
            return LoopInterrupted(event.get("validate", True) is False)
        case "loop_interrupted":
            return LoopInterrupted(event.get("is_interrupted") is True)
        case "action_execution_rejected":
            return ActionRejected(_text(event, "name"))
        case "followup":
            return FollowupAction(_text(event, "name"))
        case _:
            return _PLAIN.get(kind) or OtherEvent(kind)


def _message(event: Json) -> UserUttered:
    """A text counts for policies only where no intent was understood (R3:shared/core/events.py:as_sub_state)."""
    understood = _object(event.get("parse_data") or {}, "`parse_data`")
    intent = _optional(_object(understood.get("intent") or {}, "`intent`"), "name")
    mentions = tuple(_mention(_object(each, "an entity")) for each in _list(understood, "entities"))
    return UserUttered(intent, mentions, None if intent else _optional(event, "text"))


def _mention(entity: Json) -> EntityMention:
    return EntityMention(
        _text(entity, "entity"), freeze(entity.get("value")), _optional(entity, "role"), _optional(entity, "group")
    )


def _action(event: Json) -> ActionExecuted:
    name = _optional(event, "name")
    hidden = event.get("hide_rule_turn") is True
    return ActionExecuted(name or _text(event, "action_text"), is_text=not name, hidden=hidden)


def _confidences(event: Json) -> tuple[float, ...]:
    understood = _object(event.get("parse_data") or {}, "`parse_data`")
    ranked = _list(understood, "intent_ranking") or [understood.get("intent")]
    found = [_confidence(each) for each in ranked]
    return tuple(sorted((each for each in found if each is not None), reverse=True))


def _confidence(intent: object) -> float | None:
    value = cast("Json", intent).get("confidence") if isinstance(intent, Mapping) else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def _list(holder: Json, key: str) -> Sequence[object]:
    value = holder.get(key)
    if value is None:
        return ()
    if isinstance(value, list):
        return cast("list[object]", value)
    raise UnreadableTrackerError(f"`{key}` must be a list, not {_shown(value)}.")


def _object(value: object, what: str) -> Json:
    if isinstance(value, Mapping):
        return cast("Json", value)
    raise UnreadableTrackerError(f"{what} must be an object, not {_shown(value)}.")


def _text(holder: Json, key: str) -> str:
    value = _optional(holder, key)
    if value is None:
        raise UnreadableTrackerError(f"`{key}` is missing.")
    return value


def _optional(holder: Json, key: str) -> str | None:
    value = holder.get(key)
    if value is None or isinstance(value, str):
        return value
    raise UnreadableTrackerError(f"`{key}` must be a text, not {_shown(value)}.")


def _shown(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


_MOST_SHOWN = 40

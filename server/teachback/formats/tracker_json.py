"""Conversations as Rasa writes them in JSON: a list of events, or a tracker with ``events``.

Event types are those of R1:core/events/__init__.py and R3:shared/core/events.py (``type_name``). The names of later
generations are understood in a tracker of an earlier one, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

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
from teachback.formats.tracker_fields import (
    Json,
    UnreadableTrackerError,
    a_list,
    a_text,
    an_object,
    confidence_in,
    parsed_json,
    text_or_none,
)

Read = TypeVar("Read")

# Ensembles of 1.x write the policy's place in the configuration before its class: policy_0_MemoizationPolicy.
_PLACE_IN_ENSEMBLE = re.compile(r"^policy_\d+_")
_PLAIN: Mapping[str, Event] = {
    "undo": ActionReverted(),
    "rewind": UserUtteranceReverted(),
    "restart": Restarted(),
    "session_started": Restarted(session=True),
    "reset_slots": AllSlotsReset(),
}


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
    return _events(parsed_json(text))


def read_events(events: Sequence[object]) -> Tracker:
    """The conversation in a list of events. Raises ``UnreadableTrackerError`` for anything else than events."""
    reading = _Reading()
    read_numbered(events, lambda event: _take(reading, event))
    return Tracker(tuple(reading.events), reading.confidences, reading.chosen_by)


def read_numbered(events: Sequence[object], read: Callable[[Json], Read]) -> list[Read]:
    """What ``read`` makes of each event. An ``UnreadableTrackerError`` of it is raised with the event's number."""
    return [_read_numbered(number, event, read) for number, event in enumerate(events, start=1)]


def _read_numbered(number: int, event: object, read: Callable[[Json], Read]) -> Read:
    try:
        return read(an_object(event, "an event"))
    except UnreadableTrackerError as problem:
        raise UnreadableTrackerError(f"Event {number}: {problem}") from None


def policy_class(name: str) -> str:
    """The class name in a policy's name, with or without its place in the configuration."""
    return _PLACE_IN_ENSEMBLE.sub("", name)


def _events(content: object) -> Sequence[object]:
    if isinstance(content, Mapping):
        content = cast("Json", content).get("events")
    if isinstance(content, list):
        return cast("list[object]", content)
    raise UnreadableTrackerError(
        "Give a list of events, or an object with a list `events`, as `GET /conversations/ID/tracker` answers."
    )


def _take(reading: _Reading, event: Json) -> None:
    read = read_event(event)
    if isinstance(read, UserUttered):
        reading.confidences = _confidences(event)
    if isinstance(read, ActionExecuted):
        reading.chosen_by = policy_class(text_or_none(event, "policy") or "") or None
    reading.events.append(read)


def read_event(event: Json) -> Event:
    """What policies see of one event. Raises ``UnreadableTrackerError``."""
    kind = a_text(event, "event")
    match kind:
        case "user":
            return _message(event)
        case "action":
            return _action(event)
        case "slot":
            return SlotSet(a_text(event, "name"), freeze(event.get("value")))
        case "form" | "active_loop":
            return LoopChanged(text_or_none(event, "name"))
        case "form_validation":
            return LoopInterrupted(event.get("validate", True) is False)
        case "loop_interrupted":
            return LoopInterrupted(event.get("is_interrupted") is True)
        case "action_execution_rejected":
            return ActionRejected(a_text(event, "name"))
        case "followup":
            return FollowupAction(a_text(event, "name"))
        case _:
            return _PLAIN.get(kind) or OtherEvent(kind)


def _message(event: Json) -> UserUttered:
    """A text counts for policies only where no intent was understood (R3:shared/core/events.py:as_sub_state)."""
    understood = an_object(event.get("parse_data") or {}, "`parse_data`")
    intent = text_or_none(an_object(understood.get("intent") or {}, "`intent`"), "name")
    mentions = tuple(read_mention(an_object(each, "an entity")) for each in a_list(understood, "entities"))
    return UserUttered(intent, mentions, None if intent else text_or_none(event, "text"))


def read_mention(entity: Json) -> EntityMention:
    """What an entity of a message says. Raises ``UnreadableTrackerError``."""
    return EntityMention(
        a_text(entity, "entity"),
        freeze(entity.get("value")),
        text_or_none(entity, "role"),
        text_or_none(entity, "group"),
    )


def _action(event: Json) -> ActionExecuted:
    name = text_or_none(event, "name")
    hidden = event.get("hide_rule_turn") is True
    return ActionExecuted(name or a_text(event, "action_text"), is_text=not name, hidden=hidden)


def _confidences(event: Json) -> tuple[float, ...]:
    understood = an_object(event.get("parse_data") or {}, "`parse_data`")
    ranked = a_list(understood, "intent_ranking") or [understood.get("intent")]
    found = [confidence_in(each) for each in ranked]
    return tuple(sorted((each for each in found if each is not None), reverse=True))

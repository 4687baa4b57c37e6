"""A transcript in Rasa's JSON: the ``events`` of a tracker, as an action server gets them or a dump holds them.

The fields are those that ``as_dict`` of each event gives (R1:core/events/__init__.py, R3:shared/core/events.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import ActionRejected
from teachback.dialogue.transcript import (
    Annotation,
    BotMessage,
    BotRan,
    BotSaid,
    Button,
    Entry,
    Understanding,
    UserSaid,
)
from teachback.dialogue.values import thaw
from teachback.formats.tracker_json_writing import written_entity, written_event, written_policy

Json = Mapping[str, object]


def written_transcript(transcript: Sequence[Entry], dialect: Dialect, times: Iterable[float]) -> list[Json]:
    """The events of a tracker, one an entry; ``times`` are when they happened, in seconds since 1970.

    A message that a person understood is ranked by its intent alone, as Rasa does for ``/intent``: actions may ask for
    the first of the ranking. Raises ``ValueError`` unless there are as many times as entries.
    """
    return [_timed(_written(entry, dialect), time) for entry, time in zip(transcript, times, strict=True)]


def written_understanding(understood: Understanding) -> Json:
    """What Rasa calls ``parse_data``, and a tracker its ``latest_message``."""
    return {
        "intent": _intent(understood),
        "entities": [_annotation(each) for each in understood.annotations],
        "text": understood.text,
        "message_id": None,
        "metadata": {},
        "intent_ranking": _ranking(understood),
    }


def _timed(json: Json, time: float) -> Json:
    return {"event": json["event"], "timestamp": time, **json}


def _written(entry: Entry, dialect: Dialect) -> Json:
    match entry:
        case UserSaid(understood):
            return _user(understood)
        case BotRan():
            return _action(entry, dialect)
        case BotSaid(message):
            return {"event": "bot", "metadata": {}, "text": message.text, "data": _data(message)}
        case ActionRejected():
            return {**written_event(entry, dialect), "policy": None, "confidence": None}
        case _:
            return written_event(entry, dialect)


def _user(understood: Understanding) -> Json:
    beside: Json = {"input_channel": None, "message_id": None, "metadata": {}}
    return {"event": "user", "text": understood.text, "parse_data": written_understanding(understood), **beside}


def _intent(understood: Understanding) -> Json:
    """The schema of 3.x wants a name or none at all (R3:shared/utils/schemas/events.py)."""
    named = {} if understood.intent is None else {"name": understood.intent}
    return {**named, "confidence": understood.confidence}


def _ranking(understood: Understanding) -> list[Json]:
    if understood.intent is not None and not understood.ranking:
        return [_intent(understood)]
    return [{"name": each.name, "confidence": each.confidence} for each in understood.ranking]


def _annotation(annotation: Annotation) -> Json:
    json = {**written_entity(annotation.mention), "start": annotation.start, "end": annotation.end}
    return json if annotation.extractor is None else {**json, "extractor": annotation.extractor}


def _action(ran: BotRan, dialect: Dialect) -> Json:
    policy = None if ran.policy is None else written_policy(ran.policy, dialect)
    json = {**written_event(ran.event, dialect), "policy": policy, "confidence": ran.confidence}
    if dialect is Dialect.RASA1:
        return json
    return {"action_text": None, "hide_rule_turn": False, **json}


def _data(message: BotMessage) -> Json:
    """An image is its own attachment where there is no other (R1, R3: core/actions/action.py:create_bot_utterance)."""
    return {
        "elements": [thaw(each) for each in message.elements] or None,
        "quick_replies": _buttons(message.quick_replies),
        "buttons": _buttons(message.buttons),
        "attachment": message.attachment or message.image,
        "image": message.image,
        "custom": None if message.custom is None else thaw(message.custom),
    }


def _buttons(buttons: Iterable[Button]) -> list[Json] | None:
    return [{"title": each.title, "payload": each.payload} for each in buttons] or None

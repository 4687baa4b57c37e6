"""A transcript as Rasa's JSON events, with everything that people saw: texts, marked entities, messages of the bot.

Event types and fields are those of R1:core/events/__init__.py and R3:shared/core/events.py. ``tracker_json_writing``
writes what policies see; here nothing is left out, for whoever reads it is an action server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import (
    Annotation,
    BotMessage,
    BotRan,
    BotSaid,
    Button,
    Entry,
    Transcript,
    Understanding,
    UserSaid,
)
from teachback.dialogue.values import thaw
from teachback.formats.tracker_json_writing import written_events

Json = Mapping[str, object]

# What lies between two events: no transcript knows, and the order is what counts.
_SECONDS_APART = 0.001


def written_transcript(transcript: Transcript, dialect: Dialect, now: float) -> list[Json]:
    """The events of a transcript, oldest first, the last of them at ``now`` (seconds since 1970)."""
    first = now - _SECONDS_APART * (len(transcript) - 1)
    return [
        {**_written(entry, dialect), "timestamp": first + _SECONDS_APART * index, "metadata": {}}
        for index, entry in enumerate(transcript)
    ]


def written_understanding(understood: Understanding, dialect: Dialect) -> Json:
    """What Rasa calls ``parse_data``. 1.x asks every message for the name of its intent."""
    unknown = {"name": None, "confidence": 0.0} if dialect is Dialect.RASA1 else {}
    known = {"name": understood.intent, "confidence": understood.confidence}
    of_newer: Json = {} if dialect is Dialect.RASA1 else {"message_id": None, "metadata": {}}
    return {
        **of_newer,
        "intent": known if understood.intent is not None else unknown,
        "entities": [_entity(each) for each in understood.annotations],
        "intent_ranking": [{"name": each.name, "confidence": each.confidence} for each in understood.ranking],
        "text": understood.text,
    }


def written_message(message: BotMessage) -> Json:
    """The ``data`` of a bot event."""
    return {
        "elements": [thaw(each) for each in message.elements] or None,
        "quick_replies": _buttons(message.quick_replies),
        "buttons": _buttons(message.buttons),
        "attachment": message.attachment,
        "image": message.image,
        "custom": None if message.custom is None else thaw(message.custom),
    }


def _written(entry: Entry, dialect: Dialect) -> Json:
    match entry:
        case UserSaid(understood):
            parsed = written_understanding(understood, dialect)
            return {"event": "user", "text": understood.text, "parse_data": parsed, "input_channel": None}
        case BotSaid(message):
            return {"event": "bot", "text": message.text, "data": written_message(message)}
        case BotRan(event, policy, confidence):
            return {**written_events([event], dialect)[0], "policy": policy, "confidence": confidence}
        case _:
            return written_events([entry], dialect)[0]


def _entity(annotation: Annotation) -> Json:
    mention = annotation.mention
    json: dict[str, object] = {
        "entity": mention.type,
        "value": thaw(mention.value),
        "start": annotation.start,
        "end": annotation.end,
    }
    optional = {"role": mention.role, "group": mention.group, "extractor": annotation.extractor}
    return {**json, **{key: value for key, value in optional.items() if value is not None}}


def _buttons(buttons: Sequence[Button]) -> list[Json] | None:
    return [{"title": each.title, "payload": each.payload} for each in buttons] or None

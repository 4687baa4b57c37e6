"""Transcripts from Rasa's JSON: the events of a tracker with the words, marks and messages that people saw.

The fields are those that ``as_dict`` of each event gives (R1:core/events/__init__.py, R3:shared/core/events.py).
``tracker_json`` reads the same events for policies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from teachback.dialogue.events import ActionExecuted, UserUttered
from teachback.dialogue.marks import place_of
from teachback.dialogue.transcript import (
    Annotation,
    BotMessage,
    BotRan,
    BotSaid,
    Button,
    Entry,
    RankedIntent,
    Transcript,
    Understanding,
    UserSaid,
)
from teachback.dialogue.values import Record, freeze
from teachback.formats.tracker_fields import (
    Json,
    a_list,
    an_object,
    confidence_in,
    number_or_none,
    text_or_none,
)
from teachback.formats.tracker_json import policy_class, read_event, read_mention, read_numbered


@dataclass(frozen=True, slots=True)
class TimedTranscript:
    """A transcript, and when each of its entries happened: in seconds since 1970, ``None`` where that is not told."""

    transcript: Transcript
    times: tuple[float | None, ...]


def read_transcript(events: Sequence[object]) -> TimedTranscript:
    """The conversation in a list of events, one entry an event.

    Raises ``UnreadableTrackerError`` for anything else than events; it says which one, counted from 1.
    """
    read = read_numbered(events, lambda event: (_entry(event), number_or_none(event, "timestamp")))
    return TimedTranscript(tuple(entry for entry, _ in read), tuple(time for _, time in read))


def _entry(event: Json) -> Entry:
    if event.get("event") == "bot":
        return BotSaid(_message(event))
    read = read_event(event)
    match read:
        case UserUttered():
            return UserSaid(_understanding(event, read.intent))
        case ActionExecuted():
            policy = policy_class(text_or_none(event, "policy") or "") or None
            return BotRan(read, policy, number_or_none(event, "confidence"))
        case _:
            return read


def _understanding(event: Json, intent: str | None) -> Understanding:
    """An intent without a confidence was given, not guessed: a message of another program, or of a person."""
    parsed = an_object(event.get("parse_data") or {}, "`parse_data`")
    text = text_or_none(event, "text") or text_or_none(parsed, "text") or ""
    confidence = confidence_in(parsed.get("intent"))
    if confidence is None:
        confidence = 1.0 if intent is not None else 0.0
    entities = (an_object(each, "an entity") for each in a_list(parsed, "entities"))
    ranking = (an_object(each, "an intent of `intent_ranking`") for each in a_list(parsed, "intent_ranking"))
    return Understanding(
        text, intent, confidence, tuple(_annotation(each, text) for each in entities), _ranked(ranking)
    )


def _annotation(entity: Json, text: str) -> Annotation:
    mention = read_mention(entity)
    start, end = entity.get("start"), entity.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
        start, end = place_of(text, mention.value)
    return Annotation(mention, start, end, text_or_none(entity, "extractor"))


def _ranked(intents: Iterable[Json]) -> tuple[RankedIntent, ...]:
    found = [RankedIntent(name, confidence_in(each) or 0.0) for each in intents if (name := text_or_none(each, "name"))]
    return tuple(sorted(found, key=lambda each: each.confidence, reverse=True))


def _message(event: Json) -> BotMessage:
    """An attachment that is the image is none of its own: Rasa shows it once (R3: BotUttered.message)."""
    data = an_object(event.get("data") or {}, "`data`")
    image = text_or_none(data, "image")
    attachment = data.get("attachment")
    return BotMessage(
        text_or_none(event, "text"),
        _buttons(data, "buttons"),
        _buttons(data, "quick_replies"),
        tuple(_record(an_object(each, "an element")) for each in a_list(data, "elements")),
        image,
        None if attachment is None or attachment == image else _one_text(attachment),
        None if data.get("custom") is None else _record(_custom(data["custom"])),
    )


def _buttons(data: Json, key: str) -> tuple[Button, ...]:
    return tuple(_button(an_object(each, f"a button of `{key}`")) for each in a_list(data, key))


def _button(button: Json) -> Button:
    """A button without a payload sends its title."""
    title = _one_text(button.get("title"))
    payload = button.get("payload")
    return Button(title, title if payload is None else _one_text(payload))


def _custom(value: object) -> Json:
    """A channel may take any JSON as its own; what is no object is shown under the name of the field."""
    return cast("Json", value) if isinstance(value, Mapping) else {"custom": value}


def _record(json: Json) -> Record:
    return Record(tuple((key, freeze(value)) for key, value in json.items()))


def _one_text(value: object) -> str:
    """A text as it is, anything else as JSON: a title may be a number, an attachment an object."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""A conversation that has come to a step of a story."""

from __future__ import annotations

import json
from collections.abc import Iterable

from teachback.dialogue.events import ActionExecuted, EntityMention, Event, UserUttered
from teachback.dialogue.marks import marked
from teachback.dialogue.transcript import Annotation, BotRan, Entry, Transcript, Understanding, UserSaid
from teachback.dialogue.values import Value, thaw
from teachback.policies.tables import Tables
from teachback.policies.told_before import events_before


def story_transcript(tables: Tables, path: str, story: int, step: int) -> Transcript:
    """What has been said and done just before ``step`` of a story or rule (the number of its steps: at the end).

    ``path`` and ``story`` are the file and the story's index in it. A user step without a text is told in Rasa's own
    way, ``/intent{"entity": "value"}``. Nobody has wanted the actions, and the bot's messages are not known.
    """
    return tuple(_entry(event) for event in events_before(tables, path, story, step))


def _entry(event: Event) -> Entry:
    match event:
        case UserUttered():
            return UserSaid(_understood(event))
        case ActionExecuted():
            return BotRan(event)
        case _:
            return event


def _understood(message: UserUttered) -> Understanding:
    if message.text is not None:
        confidence = 0.0 if message.intent is None else 1.0
        return Understanding(message.text, message.intent, confidence, marked(message.text, message.entities))
    return _spelt_out(message.intent or "", message.entities)


def _spelt_out(intent: str, mentions: tuple[EntityMention, ...]) -> Understanding:
    """Every entity stands where all of them are written, as Rasa has it (R1:core/interpreter.py,
    R3:nlu/classifiers/regex_message_handler.py).
    """
    head = f"/{intent}"
    text = head + (json.dumps(_by_type(mentions), ensure_ascii=False) if mentions else "")
    return Understanding(text, intent, 1.0, tuple(Annotation(each, len(head), len(text)) for each in mentions))


def _by_type(mentions: Iterable[EntityMention]) -> dict[str, object]:
    """Several values of a type make a list, so one that is a list itself stands in another."""
    values: dict[str, list[Value]] = {}
    for mention in mentions:
        values.setdefault(mention.type, []).append(mention.value)
    return {name: thaw(_one_or_list(each)) for name, each in values.items()}


def _one_or_list(values: list[Value]) -> Value:
    [first, *others] = values
    return tuple(values) if others or isinstance(first, tuple) else first

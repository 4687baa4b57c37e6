"""Transcripts written as the events of Rasa's trackers."""

from __future__ import annotations

import pytest

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import ActionExecuted, ActionRejected, EntityMention, LoopChanged, SlotSet
from teachback.dialogue.transcript import (
    Annotation,
    BotMessage,
    BotRan,
    BotSaid,
    Button,
    Entry,
    RankedIntent,
    Understanding,
    UserSaid,
)
from teachback.dialogue.values import Record, freeze
from teachback.formats.transcript_json_writing import Json, written_transcript


def written(entry: Entry, dialect: Dialect = Dialect.RASA3) -> Json:
    [json] = written_transcript([entry], dialect, [7.5])
    return json


def test_a_message_has_its_text_its_marks_and_its_ranking() -> None:
    marked = Annotation(EntityMention("city", "Rome", "to"), 3, 7, "DIETClassifier")
    ranking = (RankedIntent("inform", 0.6), RankedIntent("greet", 0.1))
    assert written(UserSaid(Understanding("to Rome", "inform", 0.6, (marked,), ranking))) == {
        "event": "user",
        "timestamp": 7.5,
        "text": "to Rome",
        "parse_data": {
            "intent": {"name": "inform", "confidence": 0.6},
            "entities": [
                {"entity": "city", "value": "Rome", "role": "to", "start": 3, "end": 7, "extractor": "DIETClassifier"}
            ],
            "text": "to Rome",
            "message_id": None,
            "metadata": {},
            "intent_ranking": [{"name": "inform", "confidence": 0.6}, {"name": "greet", "confidence": 0.1}],
        },
        "input_channel": None,
        "message_id": None,
        "metadata": {},
    }


@pytest.mark.parametrize(
    ("understood", "intent", "ranking"),
    [
        (Understanding("hi", "greet"), {"name": "greet", "confidence": 1.0}, [{"name": "greet", "confidence": 1.0}]),
        (Understanding("hm", None, 0.0), {"confidence": 0.0}, []),
    ],
)
def test_whoever_asks_for_the_likeliest_intent_gets_the_one_that_a_person_chose(
    understood: Understanding, intent: object, ranking: object
) -> None:
    json = written(UserSaid(understood))
    assert isinstance(parsed := json["parse_data"], dict)
    assert (parsed["intent"], parsed["intent_ranking"]) == (intent, ranking)


def test_each_generation_has_its_own_fields_for_actions() -> None:
    ran = BotRan(ActionExecuted("utter_bye"), "MemoizationPolicy", 1.0)
    told = {"event": "action", "timestamp": 7.5, "name": "utter_bye", "confidence": 1.0}
    assert written(ran, Dialect.RASA1) == {**told, "policy": "policy_0_MemoizationPolicy"}
    assert written(ran) == {**told, "policy": "MemoizationPolicy", "action_text": None, "hide_rule_turn": False}
    said = BotRan(ActionExecuted("Bye!", is_text=True, hidden=True))
    assert written(said) == {
        "event": "action", "timestamp": 7.5, "name": None, "action_text": "Bye!", "hide_rule_turn": True,
        "policy": None, "confidence": None,
    }  # fmt: skip


def test_a_message_of_the_bot_has_all_that_a_channel_may_show() -> None:
    told = BotMessage("A map", (Button("Yes", "/affirm"),), image="map.png", custom=freeze_record({"zoom": [1, 2]}))
    assert written(BotSaid(told)) == {
        "event": "bot",
        "timestamp": 7.5,
        "metadata": {},
        "text": "A map",
        "data": {
            "elements": None,
            "quick_replies": None,
            "buttons": [{"title": "Yes", "payload": "/affirm"}],
            "attachment": "map.png",
            "image": "map.png",
            "custom": {"zoom": [1, 2]},
        },
    }


def test_other_events_are_written_as_for_predictions() -> None:
    assert written(SlotSet("city", ("Rome",))) == {"event": "slot", "timestamp": 7.5, "name": "city", "value": ["Rome"]}
    assert written(LoopChanged(None), Dialect.RASA1) == {"event": "form", "timestamp": 7.5, "name": None}
    rejected = {"event": "action_execution_rejected", "timestamp": 7.5, "name": "f", "policy": None, "confidence": None}
    assert written(ActionRejected("f")) == rejected


def test_there_is_a_time_for_each_entry() -> None:
    with pytest.raises(ValueError, match="shorter"):
        written_transcript([SlotSet("a", 1), SlotSet("b", 2)], Dialect.RASA3, [1.0])


def freeze_record(json: dict[str, object]) -> Record:
    record = freeze(json)
    assert isinstance(record, Record)
    return record

"""Transcripts from the events of Rasa's trackers."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import ActionExecuted, EntityMention, LoopChanged, OtherEvent, SlotSet
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
    events_of,
)
from teachback.dialogue.values import Record
from teachback.formats.tracker_fields import UnreadableTrackerError
from teachback.formats.tracker_json import read_events
from teachback.formats.transcript_json import read_transcript
from teachback.formats.transcript_json_writing import written_transcript


def read(event: object) -> Entry:
    [entry] = read_transcript([event]).transcript
    return entry


def message(text: str, *entities: object, **more: object) -> object:
    return {"event": "user", "text": text, "parse_data": {"intent": {"name": "go"}, "entities": list(entities), **more}}


def test_a_message_is_read_with_marks_and_ranking() -> None:
    told = message(
        "to Rome",
        {"entity": "city", "value": "rome", "role": "to", "start": 3, "end": 7, "extractor": "CRFEntityExtractor"},
        intent={"name": "go", "confidence": 0.6},
        intent_ranking=[{"name": "stay", "confidence": 0.3}, {"name": "go", "confidence": 0.6}, {"confidence": 0.1}],
    )
    marked = Annotation(EntityMention("city", "rome", "to"), 3, 7, "CRFEntityExtractor")
    ranking = (RankedIntent("go", 0.6), RankedIntent("stay", 0.3))
    assert read(told) == UserSaid(Understanding("to Rome", "go", 0.6, (marked,), ranking))


@pytest.mark.parametrize(
    ("entity", "place"),
    [
        ({"entity": "city", "value": "Rome"}, (3, 7)),
        ({"entity": "city", "value": "Rome", "start": 90, "end": 99}, (3, 7)),
        ({"entity": "city", "value": "Rome", "start": None, "end": 7}, (3, 7)),
        ({"entity": "city", "value": "the eternal city"}, (7, 7)),
        ({"entity": "city", "value": ["Rome"]}, (7, 7)),
    ],
)
def test_an_entity_without_a_place_gets_the_one_of_its_value(entity: object, place: tuple[int, int]) -> None:
    told = read(message("to Rome", entity))
    assert isinstance(told, UserSaid)
    [annotation] = told.understood.annotations
    assert (annotation.start, annotation.end) == place


def test_what_nobody_doubts_is_certain() -> None:
    assert read(message("/go")) == UserSaid(Understanding("/go", "go", 1.0))
    assert read({"event": "user", "text": "hm"}) == UserSaid(Understanding("hm", None, 0.0))
    assert read({"event": "user", "parse_data": {"text": "hm"}}) == UserSaid(Understanding("hm", None, 0.0))


def test_actions_tell_who_wanted_them() -> None:
    told = {"event": "action", "name": "utter_bye", "policy": "policy_2_MappingPolicy", "confidence": 1}
    assert read(told) == BotRan(ActionExecuted("utter_bye"), "MappingPolicy", 1.0)
    hidden = {"event": "action", "name": "utter_bye", "policy": None, "confidence": None, "hide_rule_turn": True}
    assert read(hidden) == BotRan(ActionExecuted("utter_bye", hidden=True))
    assert read({"event": "action", "action_text": "Bye!"}) == BotRan(ActionExecuted("Bye!", is_text=True))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, BotMessage("hi")),
        ({"buttons": [{"title": "Yes", "payload": "/affirm"}]}, BotMessage("hi", (Button("Yes", "/affirm"),))),
        ({"quick_replies": [{"title": 5}]}, BotMessage("hi", quick_replies=(Button("5", "5"),))),
        ({"image": "a.png", "attachment": "a.png"}, BotMessage("hi", image="a.png")),
        ({"image": "a.png", "attachment": "b.pdf"}, BotMessage("hi", image="a.png", attachment="b.pdf")),
        ({"attachment": {"type": "video"}}, BotMessage("hi", attachment='{"type": "video"}')),
        ({"elements": [{"title": "A"}]}, BotMessage("hi", elements=(Record((("title", "A"),)),))),
        ({"custom": {"wave": True}}, BotMessage("hi", custom=Record((("wave", True),)))),
        ({"custom": [1]}, BotMessage("hi", custom=Record((("custom", (1,)),)))),
    ],
)
def test_a_message_of_the_bot_is_read_as_channels_show_it(data: object, told: BotMessage) -> None:
    assert read({"event": "bot", "text": "hi", "data": data}) == BotSaid(told)


def test_other_events_stay_and_times_are_told() -> None:
    told = read_transcript([
        {"event": "slot", "name": "city", "value": "Rome", "timestamp": 12.5},
        {"event": "active_loop", "name": None, "timestamp": None},
        {"event": "pause"},
    ])  # fmt: skip
    assert told.transcript == (SlotSet("city", "Rome"), LoopChanged(None), OtherEvent("pause"))
    assert told.times == (12.5, None, None)


@pytest.mark.parametrize(
    ("event", "complaint"),
    [
        (7, "Event 2: an event must be an object, not 7."),
        ({"event": "user", "text": 5}, "Event 2: `text` must be a text, not 5."),
        ({"event": "user", "timestamp": "now"}, 'Event 2: `timestamp` must be a number, not "now".'),
        (message("hi", 3), "Event 2: an entity must be an object, not 3."),
        (message("hi", intent_ranking=["x"]), 'Event 2: an intent of `intent_ranking` must be an object, not "x".'),
        ({"event": "action", "name": "a", "confidence": "high"}, 'Event 2: `confidence` must be a number, not "high".'),
        ({"event": "bot", "data": []}, None),
        ({"event": "bot", "data": [1]}, "Event 2: `data` must be an object, not [1]."),
        ({"event": "bot", "data": {"buttons": {}}}, "Event 2: `buttons` must be a list, not {}."),
        (
            {"event": "bot", "data": {"buttons": ["Yes"]}},
            'Event 2: a button of `buttons` must be an object, not "Yes".',
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(event: object, complaint: str | None) -> None:
    if complaint is None:
        assert len(read_transcript([{"event": "undo"}, event]).transcript) == 2
        return
    with pytest.raises(UnreadableTrackerError) as raised:
        read_transcript([{"event": "undo"}, event])
    assert str(raised.value) == complaint


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "intent", "entities", "entity", "value", "start", "end", "confidence", "title"]),
            inner,
        )
    ),
    max_leaves=12,
)
_FIELDS = ("text", "name", "parse_data", "data", "timestamp", "policy", "confidence", "value", "metadata")
_DATA = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(["buttons", "elements", "image", "attachment", "custom", "quick_replies"], _ANY)
)
_EVENT = st.fixed_dictionaries(
    {"event": st.sampled_from(["user", "action", "bot", "slot", "form", "followup"])},
    optional={**dict.fromkeys(_FIELDS, _ANY), "data": _DATA | _ANY},
)


@given(st.lists(_EVENT | _ANY, max_size=3))
def test_anything_is_a_transcript_or_refused(events: list[object]) -> None:
    with suppress(UnreadableTrackerError):
        assert isinstance(hash(read_transcript(json.loads(json.dumps(events))).transcript), int)


@given(st.lists(_EVENT, max_size=3))
def test_policies_see_what_they_see_without_the_words(events: list[object]) -> None:
    """Where a message has neither a text nor an intent, a transcript has an empty text."""
    with suppress(UnreadableTrackerError):
        told = events_of(read_transcript(events).transcript)
        alone = [event for event in read_events(events).events if event != OtherEvent("bot")]
        assert [_textless(event) for event in told] == [_textless(event) for event in alone]


def _textless(event: object) -> str:
    return repr(event).replace("text=''", "text=None")


@pytest.mark.parametrize("dialect", Dialect)
def test_what_is_written_is_read_again(dialect: Dialect) -> None:
    marked = Annotation(EntityMention("city", "Rome", "to", "1"), 3, 7, "DucklingEntityExtractor")
    transcript = (
        BotRan(ActionExecuted("action_listen")),
        UserSaid(Understanding("to Rome", "go", 0.7, (marked,), (RankedIntent("go", 0.7), RankedIntent("stay", 0.2)))),
        BotRan(ActionExecuted("utter_where"), "MemoizationPolicy", 1.0),
        BotSaid(BotMessage("where?", (Button("here", "/here"),), (Button("there", "/there"),), image="a.png")),
        BotSaid(BotMessage(custom=Record((("zoom", (1, 2)),)), elements=(Record((("title", "A"),)),), attachment="b")),
        SlotSet("city", ("Rome",)),
        LoopChanged("table_form"),
        OtherEvent("pause"),
    )
    times = tuple(float(each) for each in range(len(transcript)))
    told = read_transcript(json.loads(json.dumps(written_transcript(transcript, dialect, times))))
    assert (told.transcript, told.times) == (transcript, times)

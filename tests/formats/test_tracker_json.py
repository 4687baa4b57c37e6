"""Trackers as Rasa writes them."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from teachback.formats.tracker_fields import UnreadableTrackerError
from teachback.formats.tracker_json import read_tracker

MESSAGE = {
    "event": "user",
    "text": "a table in Rome",
    "parse_data": {
        "intent": {"name": "request", "confidence": 0.6},
        "entities": [{"entity": "city", "value": "Rome", "role": "to", "start": 11, "end": 15}],
        "intent_ranking": [{"name": "request", "confidence": 0.6}, {"name": "inform", "confidence": 0.3}],
    },
}


@pytest.mark.parametrize(
    ("written", "event"),
    [
        (MESSAGE, UserUttered("request", (EntityMention("city", "Rome", "to"),))),
        ({"event": "user", "text": "hi"}, UserUttered(None, (), "hi")),
        ({"event": "action", "name": "utter_greet", "policy": None}, ActionExecuted("utter_greet")),
        ({"event": "action", "name": None, "action_text": "Hello!"}, ActionExecuted("Hello!", is_text=True)),
        ({"event": "slot", "name": "city", "value": ["Rome"]}, SlotSet("city", ("Rome",))),
        ({"event": "form", "name": "table_form"}, LoopChanged("table_form")),
        ({"event": "active_loop", "name": None}, LoopChanged(None)),
        ({"event": "form_validation", "validate": False}, LoopInterrupted(True)),
        ({"event": "loop_interrupted", "is_interrupted": False}, LoopInterrupted(False)),
        ({"event": "action_execution_rejected", "name": "table_form"}, ActionRejected("table_form")),
        ({"event": "undo"}, ActionReverted()),
        ({"event": "rewind"}, UserUtteranceReverted()),
        ({"event": "restart"}, Restarted()),
        ({"event": "session_started"}, Restarted(session=True)),
        ({"event": "reset_slots"}, AllSlotsReset()),
        ({"event": "bot", "text": "Hello!"}, OtherEvent("bot")),
        ({"event": "cancel_reminder"}, OtherEvent("cancel_reminder")),
    ],
)
def test_each_event_is_read(written: dict[str, object], event: Event) -> None:
    assert read_tracker(json.dumps([written])).events == (event,)
    assert read_tracker(json.dumps({"sender_id": "x", "events": [written]})).events == (event,)


def test_what_policies_ask_beside_the_events() -> None:
    chosen = {"event": "action", "name": "utter_greet", "policy": "policy_2_MappingPolicy"}
    tracker = read_tracker(json.dumps([chosen, MESSAGE, {"event": "followup", "name": "utter_bye"}]))
    assert (tracker.chosen_by, tracker.confidences) == ("MappingPolicy", (0.6, 0.3))
    assert tracker.events[-1] == FollowupAction("utter_bye")
    later = read_tracker(json.dumps([MESSAGE, {"event": "followup", "name": "utter_bye"}, chosen | {"policy": None}]))
    assert later.chosen_by is None


def test_a_message_without_ranking_has_the_confidence_of_its_intent() -> None:
    message = {"event": "user", "parse_data": {"intent": {"name": "greet", "confidence": 0.2}}}
    assert read_tracker(json.dumps([message])).confidences == (0.2,)
    assert read_tracker('[{"event": "user", "parse_data": {"intent": {"name": "greet"}}}]').confidences == ()
    huge = '[{"event": "user", "parse_data": {"intent": {"name": "greet", "confidence": 1' + "0" * 400 + "}}}]"
    assert read_tracker(huge).confidences == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("* greet", "cannot be read as JSON"),
        ("[" * 5000 + "]" * 5000, "nested more than 100 levels"),
        ('{"slots": {}}', "an object with a list `events`"),
        ('[{"event": "undo"}, 7]', "Event 2: an event must be an object, not 7."),
        ('[{"name": "utter_greet"}]', "Event 1: `event` is missing."),
        ('[{"event": "slot"}]', "Event 1: `name` is missing."),
        ('[{"event": "action"}]', "Event 1: `action_text` is missing."),
        ('[{"event": "form", "name": ["table_form"]}]', 'Event 1: `name` must be a text, not ["table_form"].'),
        ('[{"event": "user", "parse_data": 1}]', "Event 1: `parse_data` must be an object, not 1."),
        ('[{"event": "user", "parse_data": {"entities": {}}}]', "Event 1: `entities` must be a list, not {}."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, complaint: str) -> None:
    with pytest.raises(UnreadableTrackerError) as raised:
        read_tracker(text)
    assert complaint in str(raised.value)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["event", "name", "events", "parse_data", "intent", "entities", "value", "confidence"]),
            inner,
        )
    ),
    max_leaves=12,
)
_KINDS = st.sampled_from(["user", "action", "slot", "form", "active_loop", "followup", "form_validation"])


@given(st.text() | _ANY.map(json.dumps) | st.tuples(_KINDS, _ANY, _ANY).map(
    lambda told: json.dumps([{"event": told[0], "name": told[1], "parse_data": told[2], "value": told[1]}])
))  # fmt: skip
def test_any_text_is_a_tracker_or_refused(text: str) -> None:
    with suppress(UnreadableTrackerError):
        assert isinstance(hash(read_tracker(text).events), int)

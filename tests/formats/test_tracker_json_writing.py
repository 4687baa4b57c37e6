"""Conversations written for a running Rasa."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from teachback.dialogue.values import Value, freeze
from teachback.formats.tracker_json import read_tracker
from teachback.formats.tracker_json_writing import written_events

NAMES = st.text(min_size=1, max_size=8)
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
).map(freeze)
MENTIONS = st.lists(
    st.builds(EntityMention, NAMES, VALUES, st.none() | NAMES, st.none() | NAMES), max_size=2
).map(tuple)  # fmt: skip
PLAIN = [ActionReverted(), UserUtteranceReverted(), Restarted(), Restarted(session=True), AllSlotsReset()]
EVENTS: st.SearchStrategy[list[Event]] = st.lists(
    st.builds(UserUttered, NAMES, MENTIONS)
    | st.builds(UserUttered, st.none(), MENTIONS, NAMES)
    | st.builds(ActionExecuted, NAMES, st.booleans(), st.booleans())
    | st.builds(SlotSet, NAMES, VALUES)
    | st.builds(LoopChanged, st.none() | NAMES)
    | st.builds(LoopInterrupted, st.booleans())
    | st.builds(ActionRejected, NAMES)
    | st.sampled_from(PLAIN)
    | st.builds(FollowupAction, NAMES)
    | st.sampled_from(["pause", "resume", "bot", "export"]).map(OtherEvent)
)


@given(EVENTS, st.sampled_from(Dialect))
def test_what_is_written_reads_as_what_happened(events: list[Event], dialect: Dialect) -> None:
    assert list(read_tracker(json.dumps(written_events(events, dialect))).events) == events


@pytest.mark.parametrize(
    ("event", "old", "new"),
    [
        (LoopChanged("table_form"), {"event": "form", "name": "table_form"},
         {"event": "active_loop", "name": "table_form"}),
        (LoopInterrupted(True), {"event": "form_validation", "validate": False},
         {"event": "loop_interrupted", "is_interrupted": True}),
    ],
)  # fmt: skip
def test_each_generation_has_its_own_words_for_forms(event: Event, old: object, new: object) -> None:
    assert written_events([event], Dialect.RASA1) == [old]
    assert written_events([event], Dialect.RASA3) == [new]


def test_a_role_that_an_entity_has_not_is_not_written() -> None:
    [message] = written_events([UserUttered("go", (EntityMention("city", "Rome", "to"),))], Dialect.RASA3)
    assert message == {
        "event": "user",
        "text": None,
        "parse_data": {
            "intent": {"name": "go", "confidence": 1.0},
            "entities": [{"entity": "city", "value": "Rome", "role": "to"}],
            "text": None,
        },
    }


@pytest.mark.parametrize(
    ("dialect", "name"), [(Dialect.RASA1, "policy_0_MappingPolicy"), (Dialect.RASA3, "MappingPolicy")]
)
def test_the_policy_of_the_latest_action_is_told(dialect: Dialect, name: str) -> None:
    events = [ActionExecuted("action_listen"), ActionExecuted("utter_bye"), SlotSet("mood", "good")]
    written = written_events(events, dialect, "MappingPolicy")
    assert [json.get("policy") for json in written] == [None, name, None]
    assert read_tracker(json.dumps(written)).chosen_by == "MappingPolicy"


def test_the_confidences_of_the_latest_message_are_told() -> None:
    events = [UserUttered("greet"), UserUttered("go"), ActionExecuted("action_listen")]
    written = written_events(events, Dialect.RASA1, confidences=(0.4, 0.3))
    assert read_tracker(json.dumps(written)).confidences == (0.4, 0.3)
    assert read_tracker(json.dumps(written)).events == tuple(events)
    assert written[0] == written_events(events, Dialect.RASA1)[0]

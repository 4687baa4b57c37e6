"""Whatever an action server answers is an outcome, never an exception."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.events import ActionExecuted, EntityMention, LoopChanged, SlotSet
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
from teachback.policies.live.connection import Reply
from teachback.teaching.actions.messages import message_of
from teachback.teaching.actions.outcome import Failed, Rejected, Unknown
from teachback.teaching.actions.server.answer import Answer, read_answer

URL = "http://localhost:5055/webhook"
WORDS = st.sampled_from(
    ["event", "events", "responses", "slot", "user", "bot", "name", "data", "parse_data", "intent", "confidence"]
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=12,
)
EVENTS = st.lists(st.dictionaries(WORDS, JSON, max_size=5), max_size=3)


def read(content: object, status: int = 200) -> Answer | Rejected | Failed | Unknown:
    return read_answer(Reply(status, json.dumps(content).encode()), "action_x", URL)


def entries(*events: dict[str, object]) -> tuple[Entry, ...]:
    answer = read({"events": list(events)})
    assert isinstance(answer, Answer)
    assert answer.remarks == ()
    return answer.events


@given(st.fixed_dictionaries({"events": st.one_of(EVENTS, JSON), "responses": st.one_of(EVENTS, JSON)}))
def test_any_answer_is_read(content: dict[str, object]) -> None:
    answer = read(content)
    assert isinstance(answer, Answer | Failed)
    if isinstance(answer, Answer):
        for response in answer.responses:
            assert isinstance(message_of(response), BotMessage)


@given(st.binary(), st.sampled_from([200, 204, 301, 400, 404, 449, 500]))
def test_any_bytes_are_read(body: bytes, status: int) -> None:
    assert isinstance(read_answer(Reply(status, body), "action_x", URL), Answer | Rejected | Failed | Unknown)


def test_nesting_without_end_is_refused() -> None:
    assert isinstance(read_answer(Reply(200, b'{"events": ' + b"[" * 100_000), "action_x", URL), Failed)


def test_events_with_all_that_people_see() -> None:
    entity = {"entity": "city", "value": "Rome", "role": "to", "start": 3, "end": 7}
    parsed = {"intent": {"name": "inform", "confidence": 0.9}, "entities": [entity]}
    assert entries(
        {"event": "bot", "text": "hi", "data": {"buttons": [{"title": "yes", "payload": "/affirm"}]}},
        {"event": "user", "text": "to Rome", "parse_data": parsed},
        {"event": "action", "name": "action_listen", "policy": "policy_1_MemoizationPolicy", "confidence": 1.0},
        {"event": "form", "name": None},
        {"event": "slot", "name": "city", "value": ["Rome"]},
    ) == (
        BotSaid(BotMessage("hi", (Button("yes", "/affirm"),))),
        UserSaid(Understanding("to Rome", "inform", 0.9, (Annotation(EntityMention("city", "Rome", "to"), 3, 7),))),
        BotRan(ActionExecuted("action_listen"), "MemoizationPolicy", 1.0),
        LoopChanged(None),
        SlotSet("city", ("Rome",)),
    )


def test_a_confidence_beyond_all_bounds_is_none() -> None:
    run: dict[str, object] = {"event": "action", "name": "utter_x", "confidence": 10**400}
    assert entries(run) == (BotRan(ActionExecuted("utter_x")),)


def test_a_refusal_without_words_still_has_some() -> None:
    assert read({"action_name": "action_x"}, 400) == Rejected("The action server rejected action_x.")

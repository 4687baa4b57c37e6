"""Files with conversations in Rasa's JSON."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.formats.tracker_dump import conversations_in
from teachback.formats.tracker_fields import UnreadableTrackerError

HI = {"event": "user", "text": "hi"}
BYE = {"event": "user", "text": "bye"}


def told(text: str) -> list[tuple[str | None, list[object]]]:
    return [(each.id, list(each.events)) for each in conversations_in(text)]


SHAPES: list[tuple[object, object]] = [
    ({"sender_id": "ann", "slots": {}, "events": [HI]}, [("ann", [HI])]),
    ({"events": []}, [(None, [])]),
    ([HI, BYE], [(None, [HI, BYE])]),
    ([], [(None, [])]),
    (HI, [(None, [HI])]),
    (
        [{"sender_id": "ann", "events": [HI]}, {"sender_id": "ben", "events": [BYE]}],
        [("ann", [HI]), ("ben", [BYE])],
    ),
    ({"ann": {"events": [HI]}, "ben": [BYE]}, [("ann", [HI]), ("ben", [BYE])]),
    (
        [{**HI, "sender_id": "ann"}, {**BYE, "sender_id": "ben"}, {**BYE, "sender_id": "ann"}],
        [
            ("ann", [{**HI, "sender_id": "ann"}, {**BYE, "sender_id": "ann"}]),
            ("ben", [{**BYE, "sender_id": "ben"}]),
        ],
    ),
]


@pytest.mark.parametrize(("content", "conversations"), SHAPES)
def test_each_shape_of_a_file(content: object, conversations: object) -> None:
    assert told(json.dumps(content)) == conversations
    assert told(json.dumps(content, indent=2)) == conversations


def test_a_line_may_be_an_event_or_a_tracker() -> None:
    events = [{**HI, "sender_id": "ann"}, {**BYE, "sender_id": "ann"}]
    assert told("\n".join(map(json.dumps, events)) + "\n\n") == [("ann", events)]
    trackers = [{"sender_id": "ann", "events": [HI]}, {"sender_id": "ben", "events": [BYE]}]
    assert told("\n".join(map(json.dumps, trackers))) == [("ann", [HI]), ("ben", [BYE])]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("* greet", "This cannot be read as JSON"),
        ('{"event": "undo"}\n{"event" "undo"}', "Line 2: This cannot be read as JSON"),
        ("7", "There is no conversation in 7. Give a tracker"),
        ('{"slots": {}, "paused": false}', "There is no list `events`. Give a tracker"),
        ("{}", "There is no list `events`"),
        ('{"sender_id": "ann", "events": null}', "Conversation 1: `events` is null. Ask Rasa for them"),
        ('{"ann": {"slots": {}}}', "Conversation 'ann': `events` is null"),
        ('[{"events": []}, {"slots": {}}]', 'Conversation 2: there is no list `events` in {"slots": {}}.'),
        ('[{"events": 7}]', "Conversation 1: `events` must be a list, not 7."),
        ("[" * 200 + "]" * 200, "nested more than 100 levels"),
    ],
)
def test_what_is_no_dump_is_said(text: str, complaint: str) -> None:
    with pytest.raises(UnreadableTrackerError) as raised:
        conversations_in(text)
    assert complaint in str(raised.value)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["events", "event", "sender_id", "a"]), inner)
    ),
    max_leaves=8,
)


@given(st.text() | _ANY.map(json.dumps) | st.lists(_ANY.map(json.dumps)).map("\n".join))
def test_any_text_holds_conversations_or_is_refused(text: str) -> None:
    with suppress(UnreadableTrackerError):
        assert conversations_in(text)

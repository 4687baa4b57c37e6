"""What a view of the last states shows."""

import pytest
from short_stories import heard, past

from teachback.dialogue.states import State
from teachback.policies.statistical.view import DISTANCE, distance_for, view_of


def test_the_newest_state_comes_first_and_the_window_ends() -> None:
    states = past("greet", "utter_greet", "bye", "utter_bye")
    assert view_of(states, 2).states == (states[4], states[3])


def test_an_empty_past_looks_like_the_beginning() -> None:
    assert view_of(()).states == view_of((State(),)).states == (State(),)
    assert view_of(()).since == ()
    assert view_of(()).bot_before is None
    assert not view_of(()).answering


@pytest.mark.parametrize(
    ("told", "since"),
    [
        ((), ()),
        (("greet",), ()),
        (("greet", "utter_greet"), ("utter_greet",)),
        (("bye", "utter_bye", "greet", "utter_greet", "action_wave"), ("utter_greet", "action_wave")),
        (("greet", "action_a", "action_b", "action_c", "action_d", "action_e"), (*(f"action_{c}" for c in "abcde"),)),
    ],
)
def test_the_actions_since_the_user_spoke_stand_in_their_order(told: tuple[str, ...], since: tuple[str, ...]) -> None:
    assert view_of(past(*told)).since == since


@pytest.mark.parametrize(
    ("told", "bot_before"),
    [
        (("greet",), None),
        (("greet", "utter_greet"), None),
        (("greet", "utter_greet", "bye"), "utter_greet"),
        (("greet", "utter_greet", "action_wave", "bye"), "action_wave"),
        (("greet", "utter_greet", "bye", "utter_bye"), "utter_greet"),
        (("greet", "utter_greet", "bye", "help"), "utter_greet"),
    ],
)
def test_what_the_bot_did_before_the_user_spoke(told: tuple[str, ...], bot_before: str | None) -> None:
    assert view_of(past(*told)).bot_before == bot_before


@pytest.mark.parametrize(
    ("told", "intent_before"),
    [
        (("greet",), None),
        (("greet", "utter_greet"), None),
        (("greet", "utter_greet", "bye"), "greet"),
        (("greet", "utter_greet", "bye", "utter_bye"), "greet"),
        (("greet", "utter_greet", "greet"), "greet"),
        (("greet", "utter_greet", "greet", "utter_greet"), "greet"),
    ],
)
def test_what_the_user_meant_a_turn_earlier(told: tuple[str, ...], intent_before: str | None) -> None:
    assert view_of(past(*told)).intent_before == intent_before


def test_a_text_means_what_it_says_where_no_intent_is_told() -> None:
    told = past(State(text="hello there", previous_action="action_listen"), "utter_greet", "bye")
    assert view_of(told).intent_before == "hello there"


def test_what_the_window_has_room_for_beyond_the_beginning() -> None:
    assert view_of(past("greet")).missing == DISTANCE - 2
    assert view_of(past("greet"), 1).missing == 0
    assert view_of(past(*["greet"] * 9)).missing == 0


def test_who_is_to_act() -> None:
    assert view_of((heard("greet"),)).answering
    assert not view_of(past("greet", "utter_greet")).answering


@pytest.mark.parametrize(
    ("max_history", "distance"), [(None, DISTANCE), (99, DISTANCE), (DISTANCE, DISTANCE), (2, 2), (1, 1), (0, 1)]
)
def test_the_view_reaches_no_further_than_policies(max_history: int | None, distance: int) -> None:
    assert distance_for(max_history) == distance

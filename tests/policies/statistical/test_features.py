"""The features of windows."""

import pytest
from any_states import STATES
from hypothesis import given
from hypothesis import strategies as st
from short_stories import PAY, TWO_FORMS, heard, in_form, past

from teachback.dialogue.states import State
from teachback.policies.statistical.actions import Actions
from teachback.policies.statistical.features import (
    GENERAL,
    PARTICULAR,
    USUAL,
    Feature,
    WindowFeatures,
)
from teachback.policies.statistical.view import view_of

ACTIONS = Actions(TWO_FORMS.actions, TWO_FORMS.loops)


def features(*states: State, distance: int = 5) -> dict[Feature, float]:
    return dict(WindowFeatures(ACTIONS).of(view_of(states, distance)))


@given(st.lists(STATES, max_size=7), st.integers(1, 5))
def test_no_feature_comes_twice(states: list[State], distance: int) -> None:
    found = [feature for feature, _ in WindowFeatures(ACTIONS).of(view_of(states, distance))]
    assert len(found) == len(set(found))


@given(st.lists(st.lists(STATES, max_size=4), min_size=1, max_size=3))
def test_what_was_seen_before_makes_no_difference(windows: list[list[State]]) -> None:
    seasoned = WindowFeatures(ACTIONS)
    for window in windows:
        assert seasoned.of(view_of(window)) == WindowFeatures(ACTIONS).of(view_of(window))


@given(st.lists(STATES, max_size=7), st.lists(STATES, max_size=2))
def test_what_is_further_away_than_the_distance_is_not_looked_at(states: list[State], earlier: list[State]) -> None:
    distance = max(1, len(states))
    if states:
        assert features(*earlier, *states, distance=distance) == features(*states, distance=distance)


def test_general_features_weigh_more_than_particular_ones() -> None:
    found = features(*past("greet", "utter_idle", "bye"))
    assert found["intent", "bye"] == GENERAL
    assert found["intent+bot before", "bye", "utter_idle"] == USUAL
    assert found["intent+intent before", "bye", "greet"] == PARTICULAR


def test_details_of_the_newest_state_weigh_more_than_those_of_others() -> None:
    found = features(in_form(PAY, "inform"), State("inform", "x", ("size",), (("s", (0.0, 0.5)),), "utter_idle"))
    assert found["at", 0, "entity", "size"] == USUAL
    assert found["at", 0, "slot", "s", 1] == USUAL * 0.5
    assert found["at", 0, "text", "x"] == USUAL
    assert found["at", 1, "loop", PAY] == PARTICULAR
    assert ("at", 0, "slot", "s", 0) not in found
    assert found["at", 2, "nothing"] == USUAL


def test_only_what_has_changed_counts_as_found_out() -> None:
    found = features(in_form(PAY, "inform", "old", "gone"), in_form(PAY, "inform", "old", "new"))
    assert found["slots changed", "answer", "new", "gone"] == USUAL
    assert found["slot changed", "answer", "new"] == USUAL
    assert ("slot changed", "answer", "old") not in found
    assert not any(name[0] == "slots changed" for name in features(*past("a", "b")))


@pytest.mark.parametrize(
    ("told", "turn"),
    [(("bye",), ("messages", "answer", 1)), (("bye", "utter_bye"), ("messages", "continuation", 1))],
)
def test_how_many_messages_there_were(told: tuple[str, ...], turn: Feature) -> None:
    assert turn in features(*past(*told))


def test_a_turn_is_known_by_all_its_actions() -> None:
    found = features(*past("bye", "utter_bye", "utter_idle"))
    assert found["turn", "utter_bye utter_idle"] == USUAL
    assert found["actions", "utter_idle", "utter_bye", "action_listen"] == PARTICULAR
    assert found["word of action", "idle"] == PARTICULAR
    assert ("intent", "bye") not in found


def test_states_that_differ_in_slots_have_the_same_outline() -> None:
    one, other = features(in_form(PAY, "inform")), features(in_form(PAY, "inform", "amount"))
    assert named("outlines", one) == named("outlines", other)
    assert named("states", one) != named("states", other)
    assert named("outlines", one) != named("outlines", features(heard("inform")))


def named(family: str, found: dict[Feature, float]) -> set[Feature]:
    return {feature for feature in found if feature[0] == family}

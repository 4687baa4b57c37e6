"""Counting, until a model has been trained."""

from collections.abc import Iterable

import pytest
from short_stories import ACTIONS, asked, examples

from teachback.dialogue.states import StateTable
from teachback.policies.statistical.backoff import Backoff
from teachback.policies.statistical.training_set import is_lesson


def backoff(*stories: str, actions: Iterable[str] = ACTIONS, max_history: int | None = None) -> Backoff:
    states = StateTable()
    counted = Backoff(actions, max_history, states)
    for example in filter(is_lesson, examples(*stories)):
        counted.count([states.number(state) for state in example.states[-counted.distance :]], example.action)
    return counted


def test_it_prefers_the_longest_known_past() -> None:
    known = backoff("greet: utter_greet", "bye: utter_bye | greet: utter_help", "greet: utter_greet")
    assert next(iter(known.predict(asked("greet")))) == "utter_greet"
    after_bye = [each.states for each in examples("bye: utter_bye | greet: utter_help") if each.action == "utter_help"]
    assert next(iter(known.predict(after_bye[0]))) == "utter_help"


def test_it_looks_back_no_further_than_policies() -> None:
    known = backoff("greet: utter_greet", "bye: utter_bye | greet: utter_help", max_history=1)
    after_bye = [each.states for each in examples("bye: utter_bye | greet: utter_help") if each.action == "utter_help"]
    likely = known.predict(after_bye[0])
    assert likely["utter_help"] == likely["utter_greet"]


def test_it_offers_every_action_of_the_domain() -> None:
    likely = backoff("greet: utter_greet").predict(asked("never seen"))
    assert set(likely) == {*ACTIONS, "action_listen"}
    assert sum(likely.values()) == pytest.approx(1)
    assert min(likely.values()) > 0


def test_without_stories_all_is_equal() -> None:
    assert set(backoff().predict(()).values()) == {1 / len(ACTIONS)}

"""Training that begins where an earlier one ended."""

from __future__ import annotations

import numpy as np
import pytest
from short_stories import PAY, TWO_FORMS, lessons_of, past

from teachback.policies.statistical import training as trainings
from teachback.policies.statistical.model import model_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import TrainingSet, collected
from teachback.policies.statistical.weights import Weights

STORIES = (
    "greet: utter_greet | bye: utter_bye",
    "help: utter_help | greet: utter_greet | bye: utter_bye",
    "bye: utter_bye | greet: utter_hello",
    "thanks: utter_welcome | help: utter_help",
    "greet: utter_greet | thanks: utter_welcome",
)


def largest_difference(training: TrainingSet, one: Weights, other: Weights) -> float:
    """By how much two models disagree over any action after any lesson's window."""
    first, second = model_of(one), model_of(other)
    differences: list[float] = []
    for lesson in training.lessons:
        window = training.window(lesson)
        likely = second.predict(window)
        differences += [abs(chance - likely[action]) for action, chance in first.predict(window).items()]
    return max(differences)


@pytest.fixture
def evaluations(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows with each evaluation of an objective."""
    seen: list[object] = []
    evaluate = trainings._Objective.at  # pyright: ignore[reportPrivateUsage] - counted nowhere else

    def counted(objective: object, point: object) -> object:
        seen.append(point)
        return evaluate(objective, point)  # pyright: ignore[reportArgumentType] - passed on as they come

    monkeypatch.setattr(trainings._Objective, "at", counted)  # pyright: ignore[reportPrivateUsage] - likewise
    return seen


@pytest.mark.parametrize("known", range(1, len(STORIES)))
def test_from_the_weights_of_fewer_stories_it_ends_in_nearly_the_same_place(known: int) -> None:
    start, training = train(lessons_of(*STORIES[:known])), lessons_of(*STORIES)
    assert largest_difference(training, train(training, start), train(training)) < 0.02


def test_with_one_story_more_it_takes_fewer_steps(evaluations: list[object]) -> None:
    start, training = train(lessons_of(*STORIES[:-1])), lessons_of(*STORIES)
    evaluations.clear()
    train(training)
    cold = len(evaluations)
    evaluations.clear()
    train(training, start)
    assert len(evaluations) < cold


def test_where_nothing_is_new_next_to_nothing_moves() -> None:
    training = lessons_of(*STORIES)
    start = train(training)
    assert largest_difference(training, train(training, start), start) < 0.005


def test_the_same_start_gives_the_same_weights() -> None:
    start, training = train(lessons_of(*STORIES[:2])), lessons_of(*STORIES)
    one, other = train(training, start), train(training, start)
    assert np.array_equal(one.table, other.table)
    assert np.array_equal(one.bias, other.bias)


def test_actions_and_roles_are_found_by_name() -> None:
    told = [(TWO_FORMS.window(lesson), TWO_FORMS.actions[lesson.action]) for lesson in TWO_FORMS.lessons]
    # another action before all others, and no template: "pay" is no loop any more
    other = collected(
        [*told, (past("a"), "action_a")],
        (*TWO_FORMS.actions, "action_a"),
        set(TWO_FORMS.loops) - {PAY},
        TWO_FORMS.distance,
    )
    start = train(TWO_FORMS)
    assert start.templates
    assert not train(other).templates
    assert largest_difference(other, train(other, start), train(other)) < 0.02


def test_weights_of_other_stories_altogether_do_no_harm() -> None:
    start, training = train(TWO_FORMS), lessons_of(*STORIES)
    assert largest_difference(training, train(training, start), train(training)) < 0.02

"""The training data as matrices, and that bundling features changes nothing of what is learnt."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from short_stories import TWO_FORMS, lessons_of
from unbundled_reference import by_feature, unbundled

from teachback.policies.statistical import design as designs
from teachback.policies.statistical import training as trainings
from teachback.policies.statistical.arrays import Doubles, Matrix
from teachback.policies.statistical.design import Design, design_of
from teachback.policies.statistical.encoding import Encoded, Encoder
from teachback.policies.statistical.model import model_of
from teachback.policies.statistical.relations import RELATIONS
from teachback.policies.statistical.templates import templates_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import TrainingSet

STORIES = lessons_of("greet: utter_greet | bye: utter_bye", "help: utter_help", "bye: utter_bye | greet: utter_hello")
SETS = (TWO_FORMS, STORIES)


def encoder_for(training: TrainingSet) -> Encoder:
    templates = templates_of(training.actions, training.loops)
    return Encoder(training.actions, training.loops, training.distance, templates)


def encoded(training: TrainingSet) -> list[Encoded]:
    encoder = encoder_for(training)
    return [encoder.encode(encoder.view(training.window(lesson))) for lesson in training.lessons]


def design(training: TrainingSet) -> Design:
    return design_of(training, encoder_for(training))


def dense(matrix: Matrix) -> Doubles:
    found: Any = matrix
    return cast("Doubles", found.toarray().astype(np.float64))


@pytest.mark.parametrize("training", SETS)
def test_a_bundle_says_what_its_features_say_together(training: TrainingSet) -> None:
    made = design(training)
    spread = np.zeros((len(made.bundles.features), made.lessons.shape[1]))
    spread[np.arange(len(spread)), made.bundles.bundle] = made.bundles.share
    assert dense(made.lessons) @ np.transpose(spread) == pytest.approx(
        by_feature(encoded(training), made.bundles.features), abs=1e-5
    )
    assert (spread**2).sum(axis=0) == pytest.approx(np.ones(spread.shape[1]))


def test_features_that_always_occur_together_are_one_bundle() -> None:
    made = design(STORIES)
    row_of = dict(zip(made.bundles.features, made.bundles.bundle.tolist(), strict=True))
    assert row_of["intent", "help"] == row_of["intent+entities", "help", ""]
    assert row_of["intent", "help"] != row_of["intent", "bye"]
    assert made.lessons.shape[1] < len(row_of) / 2


def test_what_was_to_be_predicted_is_the_column_of_a_trained_action() -> None:
    made = design(TWO_FORMS)
    names = [TWO_FORMS.actions[made.trained[column]] for column in made.gold]
    assert names == [TWO_FORMS.actions[lesson.action] for lesson in TWO_FORMS.lessons]
    assert {"utter_idle", "action_listen"}.isdisjoint(names)
    assert len(made.trained) == len(set(names))


def test_relations_have_a_row_for_each_lesson_and_trained_action() -> None:
    made = design(TWO_FORMS)
    found = np.zeros((len(TWO_FORMS.lessons), len(TWO_FORMS.actions), len(RELATIONS)))
    for row, window in enumerate(encoded(TWO_FORMS)):
        for relation, actions, degrees in window.relations:
            found[row, actions, relation] = degrees
    assert dense(made.relations) == pytest.approx(np.reshape(found[:, made.trained], (-1, len(RELATIONS))))


def test_castings_are_those_of_trained_actions() -> None:
    made = design(TWO_FORMS)
    column_of = {int(action): column for column, action in enumerate(made.trained)}
    expected = [
        (row, role, column_of[action])
        for row, window in enumerate(encoded(TWO_FORMS))
        for role, action in window.roles
        if action in column_of
    ]
    cast_found = (made.cast.lessons.tolist(), made.cast.roles.tolist(), made.cast.columns.tolist())
    assert list(zip(*cast_found, strict=True)) == expected
    assert expected


def test_of_many_lessons_features_that_only_one_has_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = design(STORIES)
    monkeypatch.setattr(designs, "_FEWEST", ((len(STORIES.lessons), 2),))
    fewer = design(STORIES)
    count = (by_feature(encoded(STORIES), whole.bundles.features) != 0).sum(axis=0)
    assert fewer.bundles.features == tuple(
        feature for feature, lessons in zip(whole.bundles.features, count, strict=True) if lessons > 1
    )
    assert train(STORIES).table.shape[0] == fewer.lessons.shape[1]


@pytest.mark.parametrize("training", SETS)
def test_training_comes_to_what_it_comes_to_without_bundles(
    training: TrainingSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trainings, "_TOLERANCE", 1e-9)  # to the very end, so that nothing but bundles can differ
    monkeypatch.setattr(trainings, "_MOST_ITERATIONS", 1000)
    expected = unbundled(encoded(training), training).chances()
    model = model_of(train(training))
    trained = sorted({lesson.action for lesson in training.lessons})
    for row, lesson in enumerate(training.lessons):
        found = model.predict(training.window(lesson))
        chances = np.array([found[training.actions[action]] for action in trained])
        assert chances / chances.sum() == pytest.approx(expected[row], abs=1e-3)

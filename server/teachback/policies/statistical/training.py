"""Training: the weights that make the lessons most likely, with small ones preferred.

The model is log-linear (a maximum-entropy model): an action's score is the sum of its own weights over the features of
the window, of the weights of the parts that it plays there, and of what all actions share.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

import numpy as np
import scipy.optimize

from teachback.policies.statistical.arrays import Doubles, Floats, transposed
from teachback.policies.statistical.design import Design, design_of
from teachback.policies.statistical.encoding import Encoder
from teachback.policies.statistical.relations import RELATIONS
from teachback.policies.statistical.roles import roles_with
from teachback.policies.statistical.templates import templates_of
from teachback.policies.statistical.training_set import TrainingSet
from teachback.policies.statistical.warm_start import starting_point
from teachback.policies.statistical.weights import Weights

# How much one lesson weighs against the wish for small weights.
LESSON_WEIGHT = 2.0
# The wish is weaker for what all actions share, which every lesson has a say in, and for how frequent an action is.
_SHARED_LOOSENESS = 3.0
_BIAS_TIGHTNESS = 0.1
# An action without lessons is taken for rarer than any that has some, by so much of a score.
_UNTRAINED = 2.0

_MOST_ITERATIONS = 40
_TOLERANCE = 1e-5
_MEMORY = 4


def train(training: TrainingSet, start: Weights | None = None) -> Weights:
    """The weights for a training set with at least one lesson; the same to the bit for the same set and start."""
    templates = templates_of(training.actions, training.loops)
    roles = roles_with(templates)
    design = design_of(training, Encoder(training.actions, training.loops, training.distance, templates))
    objective = _Objective(design, len(roles))
    numbers: list[int] = design.trained.tolist()
    labels = (*(training.actions[number] for number in numbers), *roles)
    begin = objective.nowhere() if start is None else objective.point(*starting_point(design.bundles, labels, start))
    table, bias, shared = objective.parts(_lowest(objective, begin))
    columns = np.concatenate([design.trained, np.arange(len(roles)) + len(training.actions)])
    whole_table = np.zeros((len(table), len(training.actions) + len(roles)), dtype=np.float32)
    whole_table[:, columns] = table
    whole_bias = np.full(whole_table.shape[1], bias[: len(design.trained)].min() - _UNTRAINED, dtype=np.float32)
    whole_bias[columns] = bias
    return Weights(
        training.actions,
        training.loops,
        training.distance,
        templates,
        design.bundles,
        whole_table,
        whole_bias,
        shared,
    )


def _lowest(objective: _Objective, begin: Doubles) -> Floats:
    """Where the objective is as low as the search finds."""
    minimize = cast("Callable[..., _Found]", scipy.optimize.minimize)
    found = minimize(
        objective.at,
        begin,
        jac=True,
        method="L-BFGS-B",
        options={
            "maxiter": _MOST_ITERATIONS,
            "maxcor": _MEMORY,
            "ftol": _TOLERANCE,
            "gtol": 0.0,
        },
    )
    return found.x.astype(np.float32)


class _Found(Protocol):
    x: Doubles


class _Objective:
    """The loss of the lessons and the price of the weights, with the gradient, in single precision throughout."""

    def __init__(self, design: Design, roles: int) -> None:
        self._design = design
        self._lessons = design.lessons
        self._by_bundle = transposed(design.lessons)
        self._relations = design.relations
        self._by_relation = transposed(design.relations)
        self._count, self._bundles = design.lessons.shape
        self._trained = len(design.trained)
        self._columns = self._trained + roles
        self._each = np.arange(self._count, dtype=np.int32)
        self._cast = (design.cast.lessons, design.cast.columns)
        self._parts = (design.cast.lessons, design.cast.roles + self._trained)

    def nowhere(self) -> Doubles:
        """The point of a model that knows nothing."""
        return np.zeros((self._bundles + 1) * self._columns + len(RELATIONS))

    def point(self, table: Floats, bias: Floats, shared: Floats) -> Doubles:
        """One long row of numbers for a table, a bias and shared weights."""
        return np.concatenate([table.ravel(), bias, shared]).astype(np.float64)

    def parts(self, weights: Floats) -> tuple[Floats, Floats, Floats]:
        """The table, the bias and the shared weights within such a row: the inverse of ``point``."""
        end = self._bundles * self._columns
        return (
            np.reshape(weights[:end], (-1, self._columns)),
            weights[end : -len(RELATIONS)],
            weights[-len(RELATIONS) :],
        )

    def at(self, point: Doubles) -> tuple[float, Doubles]:
        """The value and the gradient at a point."""
        weights = point.astype(np.float32)
        table, bias, shared = self.parts(weights)
        chances, loss = self._chances(table, bias, shared)
        chances[self._each, self._design.gold] -= 1.0
        chances *= np.float32(LESSON_WEIGHT)
        pull = np.zeros((self._count, self._columns), dtype=np.float32)
        pull[:, : self._trained] = chances
        pull[self._parts] = chances[self._cast]
        gradient = np.concatenate(
            [
                (self._by_bundle @ pull + table).ravel(),
                pull.sum(axis=0) + _BIAS_TIGHTNESS * bias,
                self._by_relation @ chances.ravel() + shared / _SHARED_LOOSENESS,
            ]
        )
        price = _square(table) + _BIAS_TIGHTNESS * _square(bias) + _square(shared) / _SHARED_LOOSENESS
        return LESSON_WEIGHT * loss + price / 2, gradient.astype(np.float64)

    def _chances(self, table: Floats, bias: Floats, shared: Floats) -> tuple[Floats, float]:
        """The probability of every trained action for every lesson, and the loss."""
        found = self._lessons @ table
        found += bias
        scores = np.ascontiguousarray(found[:, : self._trained])
        np.add.at(scores, self._cast, found[self._parts])
        scores += np.reshape(self._relations @ shared, scores.shape)
        scores -= scores.max(axis=1, keepdims=True)
        gold = scores[self._each, self._design.gold].astype(np.float64)
        np.exp(scores, out=scores)
        total = scores.sum(axis=1, keepdims=True)
        scores /= total
        return scores, float((np.log(total[:, 0].astype(np.float64)) - gold).sum())


def _square(weights: Floats) -> float:
    return float(np.vdot(weights, weights))

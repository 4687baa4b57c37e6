"""An independent training of the same model: dense, in double precision, with a weight for each feature and column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import scipy.optimize

from teachback.policies.statistical.arrays import Doubles
from teachback.policies.statistical.encoding import Encoded
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.relations import RELATIONS
from teachback.policies.statistical.roles import roles_with
from teachback.policies.statistical.templates import templates_of
from teachback.policies.statistical.training_set import TrainingSet

_sums = cast("Callable[..., Doubles]", np.einsum)
_minimize = cast("Callable[..., Any]", scipy.optimize.minimize)


@dataclass(frozen=True)
class Unbundled:
    """``features`` are by lesson and feature, ``relations`` by lesson, trained action and relation; ``parts`` has 1
    where a lesson's action plays a role; ``gold`` has 1 where a lesson runs an action.
    """

    features: Doubles
    relations: Doubles
    parts: Doubles
    gold: Doubles

    def chances(self) -> Doubles:
        """The probability of every trained action for every lesson, at the end of training."""
        columns = self.gold.shape[1] + self.parts.shape[2]
        nowhere = np.zeros((self.features.shape[1] + 1) * columns + len(RELATIONS))
        options = {"maxiter": 1000, "ftol": 1e-13, "gtol": 1e-7}
        found: Doubles = _minimize(self.at, nowhere, jac=True, method="L-BFGS-B", options=options).x
        return self._chances(*self._parts(found))

    def at(self, point: Doubles) -> tuple[float, Doubles]:
        """Twice the loss of the lessons and half the squares of weights, of which a tenth counts for the bias and a
        third for relations; and the gradient.
        """
        table, bias, shared = self._parts(point)
        chances = self._chances(table, bias, shared)
        loss = -float((np.log(chances) * self.gold).sum())
        price = float((table**2).sum() + (bias**2).sum() / 10 + (shared**2).sum() / 3)
        error: Doubles = 2 * (chances - self.gold)
        pull: Doubles = np.concatenate([error, _sums("lap,la->lp", self.parts, error)], axis=1)
        of_table: Doubles = _sums("lf,lc->fc", self.features, pull) + table
        of_bias: Doubles = pull.sum(axis=0) + bias / 10
        of_shared: Doubles = _sums("lar,la->r", self.relations, error) + shared / 3
        return 2 * loss + price / 2, np.concatenate([of_table.ravel(), of_bias, of_shared])

    def _parts(self, point: Doubles) -> tuple[Doubles, Doubles, Doubles]:
        columns = self.gold.shape[1] + self.parts.shape[2]
        end = self.features.shape[1] * columns
        return np.reshape(point[:end], (-1, columns)), point[end : end + columns], point[end + columns :]

    def _chances(self, table: Doubles, bias: Doubles, shared: Doubles) -> Doubles:
        own: Doubles = _sums("lf,fc->lc", self.features, table) + bias
        trained = self.gold.shape[1]
        scores: Doubles = own[:, :trained] + _sums("lap,lp->la", self.parts, own[:, trained:])
        scores = scores + _sums("lar,r->la", self.relations, shared)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return scores / scores.sum(axis=1, keepdims=True)


def unbundled(windows: Sequence[Encoded], training: TrainingSet) -> Unbundled:
    """The data of a training set whose encoded lessons these are."""
    count, actions = len(windows), len(training.actions)
    roles = roles_with(templates_of(training.actions, training.loops))
    relations, parts = np.zeros((count, actions, len(RELATIONS))), np.zeros((count, actions, len(roles)))
    gold = np.zeros((count, actions))
    for row, (window, lesson) in enumerate(zip(windows, training.lessons, strict=True)):
        gold[row, lesson.action] = 1
        for relation, which, degrees in window.relations:
            relations[row, which, relation] = degrees
        for role, action in window.roles:
            parts[row, action, role] = 1
    trained = sorted({lesson.action for lesson in training.lessons})
    features = tuple(dict.fromkeys(feature for window in windows for feature, _ in window.features))
    return Unbundled(by_feature(windows, features), relations[:, trained], parts[:, trained], gold[:, trained])


def by_feature(windows: Sequence[Encoded], features: Sequence[Feature]) -> Doubles:
    """A row for each window, a column for each feature."""
    column_of = {feature: column for column, feature in enumerate(features)}
    found = np.zeros((len(windows), len(features)))
    for row, window in enumerate(windows):
        for feature, value in window.features:
            found[row, column_of[feature]] = value
    return found

"""A model: the probability of every action after a past, from trained weights and what was taught since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from teachback.dialogue.states import State
from teachback.policies.statistical.arrays import Floats, Indexes, floats
from teachback.policies.statistical.changes import Changes, no_changes
from teachback.policies.statistical.encoding import Encoded, Encoder
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.weights import Weights, extended


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Predicts with weights that never change; what is taught makes another model.

    ``row_of`` says which of the features of the bundles one is, ``by_name`` the actions in the order of names.
    One thread at a time may use a model and those that come of it: they share what the encoder remembers of states.
    """

    weights: Weights
    changes: Changes
    encoder: Encoder
    row_of: Mapping[Feature, int]
    by_name: Indexes

    def changed(self, changes: Changes) -> Model:
        """The same model with some weights changed once more."""
        return replace(self, changes=self.changes.plus(changes))

    def with_actions(self, more: Sequence[str]) -> Model:
        """The same model with more actions, of which it knows nothing but the names."""
        count = len(self.weights.actions)
        weights = extended(self.weights, more)
        return Model(
            weights, self.changes.extended(count, len(more)), _encoder(weights), self.row_of, _by_name(weights)
        )

    def predict(self, states: Sequence[State]) -> Mapping[str, float]:
        """The probability of every action after these states, the newest last, most likely first, equals by name; the
        sum is 1.
        """
        likely = self.probabilities(self.encoder.encode(self.encoder.view(states)))[self.by_name]
        order = np.argsort(-likely, kind="stable")
        numbers: list[int] = self.by_name[order].tolist()
        chances: list[float] = likely[order].tolist()
        return {self.weights.actions[number]: chance for number, chance in zip(numbers, chances, strict=True)}

    def probabilities(self, encoded: Encoded) -> Floats:
        """The probability of each action, by index."""
        return probabilities(self.own_scores(encoded), encoded, self.shared_scores(encoded))

    def own_scores(self, encoded: Encoded) -> Floats:
        """What the features of a window say for each action, then for each role."""
        bundles = self.weights.bundles
        rows, values = _found(encoded, self.row_of)
        scores = self.weights.bias + self.changes.bias
        scores += (values * bundles.share[rows]) @ self.weights.table[bundles.bundle[rows]]
        if self.changes.row_of:
            rows, values = _found(encoded, self.changes.row_of)
            scores += values @ self.changes.table[rows]
        return scores

    def said_by(self, encoded: Encoded) -> Floats:
        """What each feature of a window says: rows in the order of the features, columns as for ``own_scores``."""
        said = np.zeros((len(encoded.features), len(self.weights.bias)), dtype=np.float32)
        bundles, changes = self.weights.bundles, self.changes
        for place, (feature, value) in enumerate(encoded.features):
            row, changed = self.row_of.get(feature), changes.row_of.get(feature)
            if row is not None:
                said[place] += value * bundles.share[row] * self.weights.table[bundles.bundle[row]]
            if changed is not None:
                said[place] += value * changes.table[changed]
        return said

    def shared_scores(self, encoded: Encoded) -> Floats:
        """What relations say for each action."""
        count = len(self.weights.actions)
        if not encoded.relations:
            return np.zeros(count, dtype=np.float32)
        actions = np.concatenate([each for _, each, _ in encoded.relations])
        degrees = np.concatenate([self.weights.shared[relation] * each for relation, _, each in encoded.relations])
        return np.bincount(actions, weights=degrees, minlength=count).astype(np.float32)


def model_of(weights: Weights) -> Model:
    """The model of weights as training left them."""
    row_of = {feature: row for row, feature in enumerate(weights.bundles.features)}
    return Model(weights, no_changes(len(weights.bias)), _encoder(weights), row_of, _by_name(weights))


def probabilities(own: Floats, encoded: Encoded, shared: Floats) -> Floats:
    """The probability of each action, by index, from its own scores and those that it shares with others."""
    scores = own[: len(shared)] + shared
    for role, action in encoded.roles:
        scores[action] += own[len(shared) + role]
    scores -= scores.max()
    np.exp(scores, out=scores)
    scores /= scores.sum()
    return scores


def _by_name(weights: Weights) -> Indexes:
    return np.argsort(np.array(weights.actions), kind="stable").astype(np.int32)


def _encoder(weights: Weights) -> Encoder:
    return Encoder(weights.actions, weights.loops, weights.distance, weights.templates)


def _found(encoded: Encoded, row_of: Mapping[Feature, int]) -> tuple[list[int], Floats]:
    known = [(row_of[feature], value) for feature, value in encoded.features if feature in row_of]
    return [row for row, _ in known], floats([value for _, value in known])

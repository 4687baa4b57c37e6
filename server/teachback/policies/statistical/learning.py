"""Learning one step at once, in the time between two questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from teachback.policies.statistical.arrays import Floats
from teachback.policies.statistical.changes import Changes
from teachback.policies.statistical.encoding import Encoded
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.model import Model, probabilities

# A taught action shall be this likely; to want more would teach a single step at the cost of others. Where stories say
# otherwise and so many rounds do not suffice, it shall at least be likelier than any other, by so much.
_ENOUGH = 0.8
_ROUNDS = 8
_CLEARLY = 1.05
_MOST_ROUNDS = 100
# How far one correction goes, measured by how much a window says.
_RATE = 0.6
_LEAST_SAID = 4.0
_BIAS_RATE = 0.02


def learn(model: Model, new: Encoded, action: int, old: Callable[[], Iterable[Encoded]]) -> Changes | None:
    """The changes of weights after which ``action`` is likely in a new window, and after ``old`` ones all is as before.

    ``None`` when it is likely as it is; only otherwise ``old`` is asked for.
    """
    if model.probabilities(new)[action] > _ENOUGH:
        return None
    return _corrected(model, (new, *old()), action)


def _corrected(model: Model, windows: Sequence[Encoded], action: int) -> Changes:
    """Gradient descent on the windows in turn, of which the first one is new.

    It does not touch the weights on its way: a correction for one window moves the scores of another by how much they
    have in common, and what has come together moves the weights in the end. Where stories have taught the contrary, the
    new window pulls harder from round to round; the old ones hold as before.
    """
    together, row_of = _side_by_side(windows)
    likeness: Floats = together @ np.transpose(together)
    own: Floats = np.stack([model.own_scores(each) for each in windows])
    shared = [model.shared_scores(each) for each in windows]
    wanted = [probabilities(own[number], each, shared[number]) for number, each in enumerate(windows)]
    wanted[0] = np.zeros_like(wanted[0])
    wanted[0][action] = 1.0
    moved: Floats = np.zeros_like(own)
    bias: Floats = np.zeros_like(own[0])
    pace = [_RATE / max(_LEAST_SAID, float(likeness[number, number])) for number in range(len(windows))]
    pressure = pace[0] / _ROUNDS
    for passed in range(1, _MOST_ROUNDS + 1):
        for number, each in enumerate(windows):
            likely = probabilities(own[number], each, shared[number])
            error = _by_column(likely - wanted[number], each, own.shape[1])
            step = pace[number] * error
            moved[number] -= step
            bias -= _BIAS_RATE * error
            own -= np.outer(likeness[number], step) + _BIAS_RATE * error
        if _is_learnt(probabilities(own[0], windows[0], shared[0]), action, passed):
            break
        if passed >= _ROUNDS:
            pace[0] += pressure
    return Changes(row_of, np.transpose(together) @ moved, bias)


def _is_learnt(likely: Floats, action: int, passed: int) -> bool:
    """Whether an action is likely enough after so many rounds."""
    if passed < _ROUNDS:
        return bool(likely[action] > _ENOUGH)
    return np.count_nonzero(likely * _CLEARLY > likely[action]) == 1


def _side_by_side(windows: Sequence[Encoded]) -> tuple[Floats, Mapping[Feature, int]]:
    """A row for each window, a column for each feature that one of them has."""
    column_of: dict[Feature, int] = {}
    for window in windows:
        for feature, _ in window.features:
            column_of.setdefault(feature, len(column_of))
    together = np.zeros((len(windows), len(column_of)), dtype=np.float32)
    for row, window in enumerate(windows):
        columns = [column_of[feature] for feature, _ in window.features]
        together[row, columns] = [value for _, value in window.features]
    return together, column_of


def _by_column(difference: Floats, encoded: Encoded, columns: int) -> Floats:
    """What each action is too likely by, and each role with the action that plays it."""
    error = np.zeros(columns, dtype=np.float32)
    error[: len(difference)] = difference
    for role, action in encoded.roles:
        error[len(difference) + role] = difference[action]
    return error

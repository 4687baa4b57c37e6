"""How intents are learnt: a logistic regression for each against all others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from teachback.policies.statistical.arrays import Matrix, floats, indexes, sparse
from teachback.teaching.understanding.intent_features import Counts, counts_of, weighted
from teachback.teaching.understanding.intent_model import Floats, IntentModel
from teachback.teaching.understanding.nlu_data import Sample
from teachback.teaching.understanding.patterns import Matcher
from teachback.teaching.understanding.words import folded, words_of

# How closely examples are followed, and when it is close enough (measured: docs/understanding.md).
_CLOSENESS = 100.0
_TOLERANCE = 0.01
_ROUNDS = 1_000
# Of more features than these the ones that occur in the fewest examples are not looked at.
MOST_FEATURES = 30_000


def train_intents(samples: Sequence[Sample], matcher: Matcher) -> IntentModel:
    """The model of all samples' intents. Equal samples give equal weights, to the bit."""
    counted = [counts_of(sample.text, matcher.matches(sample.text, words_of(sample.text))) for sample in samples]
    idf = _idf(counted)
    features = tuple(idf)
    intents = tuple(sorted({sample.intent for sample in samples}))
    place_of = {intent: place for place, intent in enumerate(intents)}
    design = _design(counted, idf)
    targets = np.array([place_of[sample.intent] for sample in samples], dtype=np.int64)
    learnt = [_against_others(design, targets == place) for place in range(len(intents))]
    examples: dict[str, tuple[int, ...]] = {}
    for sample in samples:
        examples[folded(sample.text)] = (*examples.get(folded(sample.text), ()), place_of[sample.intent])
    return IntentModel(
        intents,
        features,
        np.array(list(idf.values()), dtype=np.float32),
        np.stack([weights for weights, _ in learnt], axis=1) if learnt else np.zeros((0, 0), dtype=np.float32),
        np.array([bias for _, bias in learnt], dtype=np.float32),
        examples,
    )


def _idf(counted: Sequence[Sequence[Counts]]) -> dict[str, float]:
    """How telling each feature is, by name: the fewer messages have it, the more."""
    seen = Counter(name for families in counted for family in families for name in family)
    kept = sorted(seen, key=lambda name: (-seen[name], name))[:MOST_FEATURES]
    return {name: math.log((1 + len(counted)) / (1 + seen[name])) + 1 for name in sorted(kept)}


def _design(counted: Sequence[Sequence[Counts]], idf: dict[str, float]) -> Matrix:
    """A row for each message, a column for each feature."""
    column_of = {name: column for column, name in enumerate(idf)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, families in enumerate(counted):
        for name, value in weighted(families, idf).items():
            rows.append(row)
            columns.append(column_of[name])
            values.append(value)
    return sparse(floats(values), indexes(rows), indexes(columns), (len(counted), len(idf)))


def _against_others(design: Matrix, own: npt.NDArray[np.bool_]) -> tuple[Floats, float]:
    """The weights of one intent and its bias."""
    if own.all():  # the only intent: there are no others
        return np.zeros(design.shape[1], dtype=np.float32), 0.0
    learner: Any = LogisticRegression(
        C=_CLOSENESS, solver="liblinear", dual=True, tol=_TOLERANCE, max_iter=_ROUNDS, random_state=0
    )
    learner.fit(design, own)
    weights: Floats = np.array(learner.coef_[0], dtype=np.float32)
    return weights, float(learner.intercept_[0])

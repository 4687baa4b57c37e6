"""The training data as matrices (a design matrix in the sense of statistics)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from teachback.policies.statistical.arrays import (
    Floats,
    Indexes,
    Matrix,
    floats,
    indexes,
    product,
    sparse,
    transposed,
    with_columns,
)
from teachback.policies.statistical.encoding import Encoded, Encoder
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.relations import RELATIONS, Related
from teachback.policies.statistical.training_set import TrainingSet
from teachback.policies.statistical.weights import Bundles

# From so many lessons on, a feature that fewer have is left out: memoization knows those lessons by heart, and most
# features are such.
_FEWEST = ((20_000, 3), (3_000, 2))

# Proportions that differ by less are the same: what is left of numbers of single precision.
_ALIKE = 1e-7


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays which part where: the lesson, the role and the trained action's column, of each casting."""

    lessons: Indexes
    roles: Indexes
    columns: Indexes


_NOBODY = Cast(indexes([]), indexes([]), indexes([]))


@dataclass(frozen=True, slots=True)
class Design:
    """``lessons`` by bundles, and by what was to be predicted.

    ``trained`` are the indexes of the actions that some lesson runs, ascending; columns for actions are in their order.
    ``gold`` is the column of each lesson. ``relations`` has a row for each lesson and trained action.
    """

    bundles: Bundles
    lessons: Matrix
    trained: Indexes
    gold: Indexes
    relations: Matrix
    cast: Cast


def design_of(training: TrainingSet, encoder: Encoder) -> Design:
    """The matrices of a training set that has at least one lesson."""
    actions = indexes([lesson.action for lesson in training.lessons])
    trained, gold = np.unique(actions, return_inverse=True)
    columns = np.full(len(training.actions), -1, dtype=np.int32)
    columns[trained] = np.arange(len(trained))
    gathering = _Gathering(columns)
    for lesson in training.lessons:  # one after the other: all that is said of all of them would not fit
        gathering.take(encoder.encode(encoder.view(training.window(lesson))))
    features, by_feature = _without_rare(tuple(gathering.features), gathering.by_feature())
    bundles = _bundles(features, by_feature)
    return Design(
        bundles,
        _by_bundle(by_feature, bundles),
        trained,
        gold.astype(np.int32),
        gathering.relations(),
        gathering.cast(),
    )


class _Gathering:
    """Puts encoded lessons one below the other. Features are numbered in the order in which they first come.

    ``columns`` gives the column of each action, -1 where no lesson runs it.
    """

    def __init__(self, columns: Indexes) -> None:
        self._columns = columns
        self._trained = int(columns.max()) + 1
        self.features: dict[Feature, int] = {}
        self._values = _Entries()
        self._degrees = _Entries()
        self._cast: list[tuple[int, int, int]] = []
        self._count = 0

    def take(self, encoded: Encoded) -> None:
        features = self.features
        numbers = [features.setdefault(feature, len(features)) for feature, _ in encoded.features]
        rows = np.full(len(numbers), self._count, dtype=np.int32)
        self._values.add(rows, indexes(numbers), floats([value for _, value in encoded.features]))
        if encoded.relations:
            self._relate(encoded.relations)
        for role, action in encoded.roles:
            column = int(self._columns[action])
            if column >= 0:
                self._cast.append((self._count, role, column))
        self._count += 1

    def _relate(self, relations: Sequence[Related]) -> None:
        columns = self._columns[np.concatenate([actions for _, actions, _ in relations])]
        trained = columns >= 0
        degrees = np.concatenate([degrees for _, _, degrees in relations])
        numbers = np.repeat(
            indexes([relation for relation, _, _ in relations]), indexes([len(actions) for _, actions, _ in relations])
        )
        self._degrees.add(self._count * self._trained + columns[trained], numbers[trained], degrees[trained])

    def by_feature(self) -> Matrix:
        return self._values.matrix(self._count, len(self.features))

    def relations(self) -> Matrix:
        return self._degrees.matrix(self._count * self._trained, len(RELATIONS))

    def cast(self) -> Cast:
        return Cast(*(indexes(list(numbers)) for numbers in zip(*self._cast, strict=True))) if self._cast else _NOBODY


class _Entries:
    """The entries of a sparse matrix, which come in little runs and take little space."""

    def __init__(self) -> None:
        self._rows, self._columns, self._values = array("i"), array("i"), array("f")

    def add(self, rows: Indexes, columns: Indexes, values: Floats) -> None:
        for kept, new in ((self._rows, rows), (self._columns, columns), (self._values, values)):
            kept.frombytes(new.tobytes())

    def matrix(self, rows: int, columns: int) -> Matrix:
        return sparse(
            np.frombuffer(self._values, np.float32),
            np.frombuffer(self._rows, np.int32),
            np.frombuffer(self._columns, np.int32),
            (rows, columns),
        )


def _without_rare(features: tuple[Feature, ...], by_feature: Matrix) -> tuple[tuple[Feature, ...], Matrix]:
    fewest = next((fewest for lessons, fewest in _FEWEST if by_feature.shape[0] >= lessons), 1)
    if fewest == 1:
        return features, by_feature
    kept = np.flatnonzero(np.bincount(by_feature.indices, minlength=len(features)) >= fewest).astype(np.int32)
    return tuple(features[column] for column in kept), with_columns(by_feature, kept)


def _bundles(features: Sequence[Feature], by_feature: Matrix) -> Bundles:
    lessons = transposed(by_feature)
    sizes = np.empty(len(features))
    numbers: dict[tuple[bytes, bytes], int] = {}
    bundle = np.empty(len(features), dtype=np.int32)
    for column in range(len(features)):
        run = slice(lessons.indptr[column], lessons.indptr[column + 1])
        values = lessons.data[run].astype(np.float64)
        sizes[column] = np.sqrt(np.vdot(values, values))
        proportions = (values / (sizes[column] * _ALIKE) + 0.5).astype(np.int64)
        alike = (lessons.indices[run].tobytes(), proportions.tobytes())
        bundle[column] = numbers.setdefault(alike, len(numbers))
    whole = np.sqrt(np.bincount(bundle, weights=sizes**2, minlength=len(numbers)))
    return Bundles(tuple(features), bundle, (sizes / whole[bundle]).astype(np.float32))


def _by_bundle(by_feature: Matrix, bundles: Bundles) -> Matrix:
    each = np.arange(len(bundles.features), dtype=np.int32)
    into = sparse(bundles.share, each, bundles.bundle, (len(each), int(bundles.bundle.max()) + 1))
    return product(by_feature, into)

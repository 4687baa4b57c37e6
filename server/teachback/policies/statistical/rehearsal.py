"""Old lessons to be gone through again whenever a new one is taught, so that they are not forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from teachback.policies.statistical.arrays import Floats, Indexes, floats, indexes
from teachback.policies.statistical.encoding import Encoded, Encoder
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.training_set import TrainingSet

MOST_TRAINED = 400
"""So many lessons of the training set are kept at hand, spread evenly over it."""

MOST_RECENT = 24
"""So many of the lessons that were taught last."""


class _Library:
    """Encoded lessons that can be compared with another all at once."""

    __slots__ = ("_begin", "_columns", "_lessons", "_values", "_vocabulary")

    def __init__(self, lessons: Sequence[Encoded]) -> None:
        self._lessons = lessons
        self._vocabulary: dict[Feature, int] = {}
        features = [feature for each in lessons for feature, _ in each.features]
        self._columns = indexes([self._vocabulary.setdefault(each, len(self._vocabulary)) for each in features])
        self._values = floats([value for each in lessons for _, value in each.features])
        self._begin: Indexes = np.cumsum([0, *(len(each.features) for each in lessons)])[:-1].astype(np.int32)

    def like(self, wanted: Mapping[Feature, float], most: int) -> Iterator[Encoded]:
        """The lessons with the largest products of features, the largest first."""
        if not self._lessons:
            return
        row: Floats = np.zeros(len(self._vocabulary), dtype=np.float32)
        for feature, value in wanted.items():
            column = self._vocabulary.get(feature)
            if column is not None:
                row[column] = value
        likeness: Floats = np.add.reduceat(row[self._columns] * self._values, self._begin)
        nearest: list[int] = np.argsort(-likeness, kind="stable")[:most].tolist()
        for number in nearest:
            yield self._lessons[number]


@dataclass(frozen=True, slots=True, eq=False)
class Rehearsal:
    """Finds the old lessons that are most like a new one: nobody else's prediction could change much."""

    trained: _Library
    recent: tuple[Encoded, ...] = ()

    def with_lesson(self, new: Encoded) -> Rehearsal:
        """The same with one more lesson; of many new ones the oldest gives way."""
        return replace(self, recent=(*self.recent, new)[-MOST_RECENT:])

    def like(self, new: Encoded, most: int) -> list[Encoded]:
        """The lessons that have most in common with a new one, itself excepted; up to half are of the ones taught."""
        wanted = dict(new.features)
        recent = sorted(self.recent, key=lambda each: -_in_common(wanted, each))
        found = (*recent[: most // 2], *self.trained.like(wanted, most + 1))
        return [each for each in found if dict(each.features) != wanted][:most]


def rehearsal_of(training: TrainingSet, encoder: Encoder) -> Rehearsal:
    """What a model that was trained on these lessons may have to go through again."""
    spread = training.lessons[:: max(1, -(-len(training.lessons) // MOST_TRAINED))]
    windows = dict.fromkeys(training.window(lesson) for lesson in spread)
    return Rehearsal(_Library([encoder.encode(encoder.view(window)) for window in windows]))


def _in_common(wanted: Mapping[Feature, float], other: Encoded) -> float:
    return sum(value * wanted.get(feature, 0.0) for feature, value in other.features)

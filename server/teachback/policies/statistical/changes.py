"""What has been taught since the last training: changes of weights, feature by feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from teachback.policies.statistical.arrays import Floats
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.weights import widened


@dataclass(frozen=True, slots=True)
class Changes:
    """To be added to trained weights: ``table`` has a row for each feature of ``row_of``, and the columns of the
    trained table; ``bias`` one number for each column.
    """

    row_of: Mapping[Feature, int]
    table: Floats
    bias: Floats

    def extended(self, count: int, more: int) -> Changes:
        """The same changes for a table with ``more`` columns behind the first ``count``."""
        return Changes(self.row_of, widened(self.table, count, more), widened(self.bias, count, more))

    def plus(self, other: Changes) -> Changes:
        """Both changes together."""
        fresh = [feature for feature in other.row_of if feature not in self.row_of]
        row_of = {**self.row_of, **{feature: len(self.row_of) + row for row, feature in enumerate(fresh)}}
        table = np.zeros((len(row_of), self.table.shape[1]), dtype=np.float32)
        table[: len(self.row_of)] = self.table
        table[[row_of[feature] for feature in other.row_of]] += other.table
        return Changes(row_of, table, self.bias + other.bias)


def no_changes(columns: int) -> Changes:
    """What a model that was just trained begins with."""
    return Changes({}, np.zeros((0, columns), dtype=np.float32), np.zeros(columns, dtype=np.float32))

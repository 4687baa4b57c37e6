"""What earlier weights mean for another training set: where its training may begin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from teachback.policies.statistical.arrays import Floats, Matrix, indexes, sparse
from teachback.policies.statistical.roles import Role
from teachback.policies.statistical.weights import Bundles, Weights


def starting_point(bundles: Bundles, labels: Sequence[Role], start: Weights) -> tuple[Floats, Floats, Floats]:
    """A table, bias and shared weights for other bundles and with a column for each of these actions, then roles, as
    far as ``start`` knows of them; what is new is 0.
    """
    place_of: dict[Role, int] = {label: place for place, label in enumerate(start.labels)}
    known = [(column, place_of[label]) for column, label in enumerate(labels) if label in place_of]
    new, old = (indexes(numbers) for numbers in zip(*known, strict=True))
    table = np.zeros((int(bundles.bundle.max()) + 1, len(labels)), dtype=np.float32)
    table[:, new] = _carried_over(bundles, start.bundles, len(table), len(start.table)) @ start.table[:, old]
    bias = np.zeros(table.shape[1], dtype=np.float32)
    bias[new] = start.bias[old]
    return table, bias, start.shared


def _carried_over(bundles: Bundles, earlier: Bundles, rows: int, earlier_rows: int) -> Matrix:
    """How much of each earlier row goes into each new one: by the shares that their common features have."""
    place_of = {feature: place for place, feature in enumerate(earlier.features)}
    common = [(place, place_of[feature]) for place, feature in enumerate(bundles.features) if feature in place_of]
    here, there = indexes([place for place, _ in common]), indexes([place for _, place in common])
    values = bundles.share[here] * earlier.share[there]
    return sparse(values, bundles.bundle[here], earlier.bundle[there], (rows, earlier_rows))

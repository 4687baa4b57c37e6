"""Arrays and sparse matrices, with the few things that are done with them, typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias, cast

import numpy as np
import numpy.typing as npt
import scipy.sparse

Floats: TypeAlias = npt.NDArray[np.float32]
Doubles: TypeAlias = npt.NDArray[np.float64]
Indexes: TypeAlias = npt.NDArray[np.int32]


class Matrix(Protocol):
    """A sparse matrix of ``Floats`` by rows: row ``i`` has ``data[indptr[i]:indptr[i+1]]`` in ``indices[…]``."""

    shape: tuple[int, int]
    data: Floats
    indices: Indexes
    indptr: Indexes

    def __matmul__(self, other: Floats) -> Floats:
        """The product with a dense matrix or vector."""
        ...


def sparse(values: Floats, rows: Indexes, columns: Indexes, shape: tuple[int, int]) -> Matrix:
    """A matrix of values at places; what comes at the same place is added up."""
    made: Any = scipy.sparse.csr_array((values, (rows, columns)), shape=shape)
    return cast("Matrix", made)


def transposed(matrix: Matrix) -> Matrix:
    """The same matrix with columns for rows, and the rows of each in order."""
    turned: Any = cast("Any", matrix).T.tocsr()
    turned.sort_indices()
    return cast("Matrix", turned)


def product(left: Matrix, right: Matrix) -> Matrix:
    """The product of two sparse matrices."""
    return cast("Matrix", cast("Any", left) @ right)


def with_columns(matrix: Matrix, columns: Indexes) -> Matrix:
    """The matrix of some of its columns."""
    return cast("Matrix", cast("Any", matrix)[:, columns])


def indexes(numbers: Sequence[int] | Sequence[Sequence[int]]) -> Indexes:
    """Whole numbers as an array."""
    return np.array(numbers, dtype=np.int32)


def floats(numbers: Sequence[float]) -> Floats:
    """Numbers as an array of single precision."""
    return np.array(numbers, dtype=np.float32)

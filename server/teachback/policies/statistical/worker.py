"""The child process that trains: ``python -m teachback.policies.statistical.worker``.

In: on standard input one line, ``TrainingSet.to_json()``; the input stays open as long as the parent wants the result.
Out: on standard output the bytes of ``model.dump``. Trouble goes to standard error, and the exit status is then not 0.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypedDict, cast

from teachback.policies.statistical.model import Header, dump

if TYPE_CHECKING:
    import numpy as np
    import scipy.sparse

    Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

_STRENGTH = 10.0
_MOST_ITERATIONS = 100
_NICENESS = 10


class Request(TypedDict):
    """``TrainingSet.to_json()``, read back."""

    features: list[str]
    actions: list[str]
    others: list[str]
    distance: int
    rows: list[tuple[list[tuple[int, float]], int, int]]


class _Classifier(Protocol):
    coef_: Array
    intercept_: Array

    def fit(self, matrix: scipy.sparse.csr_matrix, labels: Sequence[int], weights: Sequence[int]) -> object: ...


def main() -> int:
    """Train once. The exit status: 0 with a model on standard output, 1 without."""
    if sys.platform != "win32":  # typing comes first
        os.nice(_NICENESS)
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):  # the parent went away while it wrote
        return 1
    threading.Thread(target=_exit_with_the_parent, daemon=True).start()
    request = cast("Request", json.loads(line))
    weights = train(request)
    sys.stdout.buffer.write(dump(header_of(request), weights))
    sys.stdout.buffer.flush()
    return 0


def header_of(request: Request) -> Header:
    """What the model's weights belong to."""
    names = (tuple(names) for names in (request["features"], request["actions"], request["others"]))
    return Header(*names, distance=request["distance"])


def _exit_with_the_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def train(request: Request) -> bytes:
    """The weights of a training set, feature by feature, as 32-bit little-endian floats.

    Multinomial logistic regression with L2 regularization and L-BFGS from zero, which is deterministic.
    """
    import numpy as np  # noqa: PLC0415 - the parent imports this module's names only in tests; no need to pay there
    import scipy.sparse  # noqa: PLC0415 - likewise

    size = (len(request["features"]), len(request["actions"]))
    if len(request["actions"]) == 1:  # nothing to tell apart, and scikit-learn refuses it
        return np.zeros(size, dtype="<f4").tobytes()
    values = [value for row in request["rows"] for _, value in row[0]]
    columns = [column for row in request["rows"] for column, _ in row[0]]
    ends = np.cumsum([0, *(len(row[0]) for row in request["rows"])])
    matrix = scipy.sparse.csr_matrix((values, columns, ends), shape=(len(request["rows"]), size[0]))
    labels = [row[1] for row in request["rows"]]
    counts = [row[2] for row in request["rows"]]
    classifier = _classifier()
    classifier.fit(matrix, labels, counts)
    coefficients = classifier.coef_
    if len(coefficients) == 1:  # two actions: scikit-learn keeps the weights of the second alone
        coefficients = np.vstack([-coefficients / 2, coefficients / 2])
    return np.ascontiguousarray(np.transpose(coefficients), dtype="<f4").tobytes()


def _classifier() -> _Classifier:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - takes a second, which only this process pays

    make = cast("Callable[..., _Classifier]", LogisticRegression)
    return make(C=_STRENGTH, max_iter=_MOST_ITERATIONS, fit_intercept=False)


if __name__ == "__main__":
    sys.exit(main())

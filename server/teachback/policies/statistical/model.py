"""A trained model: probabilities from a matrix of weights, and the file format that keeps it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

from teachback.dialogue.states import State
from teachback.policies.statistical.features import features_of
from teachback.policies.statistical.training_set import FORMAT

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

# What actions that no story runs share, so that they can be offered at all.
UNSEEN_MASS = 0.01

_FLOAT = "<f4"
_FLOAT_SIZE = 4


class UnreadableModelError(ValueError):
    """The bytes are not a model of this format."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the weights belong to: see ``TrainingSet``."""

    features: tuple[str, ...]
    actions: tuple[str, ...]
    others: tuple[str, ...]
    distance: int


class Model:
    """Weights by feature and action. Data only: reading one runs no code of its own."""

    __slots__ = ("_actions", "_distance", "_features", "_others", "_weights")

    def __init__(self, header: Header, weights: Floats) -> None:
        self._features = {name: index for index, name in enumerate(header.features)}
        self._actions = header.actions
        self._others = header.others
        self._distance = header.distance
        self._weights = weights

    @property
    def name(self) -> str:
        """What the probabilities come from, in a word."""
        return "statistics"

    def predict(self, states: Sequence[State]) -> Mapping[str, float]:
        """The probability of every action after these states, the newest last, most likely first; the sum is 1."""
        import numpy as np  # noqa: PLC0415 - takes 0.1 s, which a server that only checks need not pay

        scores = np.zeros(len(self._actions), dtype=np.float64)
        for name, value in features_of(states, self._distance).items():
            index = self._features.get(name)
            if index is not None:
                scores += self._weights[index] * value
        likely = np.exp(scores - scores.max())
        seen_mass = 1.0 - UNSEEN_MASS if self._others else 1.0
        shares = (seen_mass * likely / likely.sum()).tolist()
        found = dict(zip(self._actions, cast("list[float]", shares), strict=True))
        found.update(dict.fromkeys(self._others, UNSEEN_MASS / len(self._others)) if self._others else {})
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def dump(header: Header, weights: bytes) -> bytes:
    """The file of a model: a line of JSON, then one 32-bit little-endian float for each feature and action."""
    written = asdict(header) | {"format": FORMAT, "sha256": hashlib.sha256(weights).hexdigest()}
    return json.dumps(written, ensure_ascii=True).encode() + b"\n" + weights


def load(data: bytes) -> Model:
    """The model in a file's bytes; raises ``UnreadableModelError`` for anything else."""
    import numpy as np  # noqa: PLC0415 - see Model.predict

    line, _, weights = data.partition(b"\n")
    read = _read(line)
    if read.get("format") != FORMAT:
        raise UnreadableModelError("the model is of another version of Teachback")
    header = _header(read)
    expected = len(header.features) * len(header.actions) * _FLOAT_SIZE
    if len(weights) != expected or hashlib.sha256(weights).hexdigest() != read.get("sha256"):
        raise UnreadableModelError("the model's weights are damaged")
    matrix: Floats = np.ndarray((len(header.features), len(header.actions)), dtype=_FLOAT, buffer=weights)
    if not np.isfinite(matrix).all():
        raise UnreadableModelError("the model's weights are not finite")
    return Model(header, matrix)


def _read(line: bytes) -> Mapping[str, object]:
    try:
        read: object = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise UnreadableModelError("the model's header is damaged") from problem
    if not isinstance(read, dict):
        raise UnreadableModelError("the model's header is damaged")
    return cast("dict[str, object]", read)


def _header(read: Mapping[str, object]) -> Header:
    features, actions, others = (_names(read, key) for key in ("features", "actions", "others"))
    distance = read.get("distance")
    if not actions or not isinstance(distance, int):
        raise UnreadableModelError("the model's header is damaged")
    return Header(features, actions, others, distance)


def _names(read: Mapping[str, object], key: str) -> tuple[str, ...]:
    names = read.get(key)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in cast("list[object]", names)):
        raise UnreadableModelError("the model's header is damaged")
    return tuple(cast("list[str]", names))

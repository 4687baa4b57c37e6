"""What has been learnt, as names and arrays, and the file that keeps it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from teachback.policies.statistical.arrays import Floats, Indexes
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.relations import RELATIONS
from teachback.policies.statistical.roles import Role, roles_with
from teachback.policies.statistical.templates import Template
from teachback.policies.statistical.training_set import FORMAT
from teachback.policies.statistical.view import DISTANCE


class UnreadableWeightsError(ValueError):
    """The bytes are not weights of this format."""


@dataclass(frozen=True, slots=True)
class Bundles:
    """Features that always occur together, in the same proportion, share one row of weights.

    That changes nothing of what is learnt (their weights would be proportional, too), and leaves a third of the rows.
    ``features`` are in the order of ``bundle``, which gives the row of each, and ``share``, its part of it; the squares
    of the shares of a bundle sum up to 1.
    """

    features: tuple[Feature, ...]
    bundle: Indexes
    share: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """``actions`` and ``loops`` are those of the training set, ``distance`` is how many states count.

    ``templates`` are those that have roles. ``table`` has a row for each bundle of features and a column for each of
    ``labels``, ``bias`` a number for each; ``shared`` has one for each relation.
    """

    actions: tuple[str, ...]
    loops: tuple[str, ...]
    distance: int
    templates: tuple[Template, ...]
    bundles: Bundles
    table: Floats
    bias: Floats
    shared: Floats

    @property
    def labels(self) -> tuple[Role, ...]:
        """What the columns belong to. No action has the name of a role, which has blanks."""
        return (*self.actions, *roles_with(self.templates))


def extended(weights: Weights, more: Sequence[str]) -> Weights:
    """The same weights with more actions behind the others, which begin like actions that no story runs."""
    count = len(weights.actions)
    table = widened(weights.table, count, len(more))
    bias = widened(weights.bias, count, len(more), weights.bias[:count].min())
    return replace(weights, actions=(*weights.actions, *more), table=table, bias=bias)


def widened(columns: Floats, count: int, more: int, value: float = 0.0) -> Floats:
    """An array whose last axis has ``more`` columns of one value behind the first ``count``."""
    room = np.full((*columns.shape[:-1], more), value, dtype=np.float32)
    return np.concatenate([columns[..., :count], room, columns[..., count:]], axis=-1)


def dump(weights: Weights) -> bytes:
    """The file: an archive of arrays, the names as JSON in one of them. Equal weights give equal bytes."""
    names = {
        "format": FORMAT,
        "actions": weights.actions,
        "loops": weights.loops,
        "distance": weights.distance,
        "templates": weights.templates,
        "features": weights.bundles.features,
    }
    file = io.BytesIO()
    np.savez(
        file,
        names=np.frombuffer(json.dumps(names, ensure_ascii=True, separators=(",", ":")).encode(), np.uint8),
        bundle=weights.bundles.bundle,
        share=weights.bundles.share,
        table=weights.table,
        bias=weights.bias,
        shared=weights.shared,
    )
    return file.getvalue()


def load(data: bytes) -> Weights:
    """The weights in a file's bytes; raises ``UnreadableWeightsError`` for anything else. Runs nothing."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            return _read(archive)
    except Exception as problem:  # a damaged archive makes its readers raise whatever they like
        raise UnreadableWeightsError(f"not a model of this version of Teachback: {problem}") from problem


def _read(archive: Mapping[str, np.ndarray]) -> Weights:
    names = cast("Mapping[str, object]", json.loads(archive["names"].tobytes()))
    if names["format"] != FORMAT:
        raise ValueError(f"format {names['format']}")
    features = tuple(tuple(cast("Sequence[str | int | None]", each)) for each in _listed(names, "features"))
    templates = tuple(tuple(cast("Sequence[str]", each)) for each in _listed(names, "templates"))
    actions, loops = (tuple(str(each) for each in _listed(names, key)) for key in ("actions", "loops"))
    distance = names["distance"]
    if not isinstance(distance, int) or not 1 <= distance <= DISTANCE:
        raise ValueError(f"distance {distance}")
    if any(len(set(each)) < len(each) for each in (features, templates, actions)):
        raise ValueError("names that come twice")
    bundle = archive["bundle"].astype(np.int32)
    share, table, bias, shared = (_floats(archive[key]) for key in ("share", "table", "bias", "shared"))
    shapes = (bundle.shape, share.shape, table.shape[1:], bias.shape, shared.shape)
    columns = len(actions) + len(roles_with(templates))
    if shapes != ((len(features),), (len(features),), (columns,), (columns,), (len(RELATIONS),)):
        raise ValueError("arrays of other sizes than the names")
    if len(bundle) and not 0 <= bundle.min() <= bundle.max() < len(table):
        raise ValueError("features without weights")
    return Weights(actions, loops, distance, templates, Bundles(features, bundle, share), table, bias, shared)


def _listed(names: Mapping[str, object], key: str) -> Sequence[object]:
    found = names[key]
    if not isinstance(found, list):
        raise TypeError(key)
    return cast("list[object]", found)


def _floats(found: np.ndarray) -> Floats:
    floats = found.astype(np.float32)
    if not np.isfinite(floats).all():
        raise ValueError("weights that are not finite")
    return floats

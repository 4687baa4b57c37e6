"""What the child process learns from, as data that is equal whenever the stories teach the same."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from teachback.dialogue.states import State
from teachback.policies.statistical.features import DISTANCE, distance_for, features_of
from teachback.policies.tables import Example

NamedFeatures = tuple[tuple[str, float], ...]

FORMAT = 1
"""Grows with every change of the features, of the training or of the file that holds a model."""


@dataclass(frozen=True, slots=True)
class Row:
    """A window of features, the action that followed, and in how many examples."""

    features: tuple[tuple[int, float], ...]
    action: int
    weight: int


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """``features`` and ``actions`` are sorted names, to which rows refer by index.

    ``others`` are the actions of the domain that no story runs. ``distance`` is how many states were looked at.
    """

    features: tuple[str, ...]
    actions: tuple[str, ...]
    rows: tuple[Row, ...]
    others: tuple[str, ...] = ()
    distance: int = DISTANCE

    def to_json(self) -> str:
        """One line; the same text for the same training data, in whatever order the stories stand."""
        rows = [[list(map(list, row.features)), row.action, row.weight] for row in self.rows]
        content = {
            "format": FORMAT,
            "features": self.features,
            "actions": self.actions,
            "others": self.others,
            "distance": self.distance,
            "rows": rows,
        }
        return json.dumps(content, ensure_ascii=True, separators=(",", ":"))

    def key(self) -> str:
        """What a trained model is kept under: the content, and the version of what trains it."""
        return hashlib.sha256(f"{_library_version()}\n{self.to_json()}".encode()).hexdigest()


def training_set(
    examples: Iterable[Example], domain_actions: Iterable[str], max_history: int | None = None
) -> TrainingSet:
    """The training set of all examples that a policy may learn; stories that say the same weigh the more.

    ``max_history`` is how far the project's policies look back (``Snapshot.max_history``).
    """
    distance = distance_for(max_history)
    weights: Counter[tuple[NamedFeatures, str]] = Counter()
    known: dict[tuple[State, ...], NamedFeatures] = {}
    for example in examples:
        if not example.predictable:
            continue
        window = example.states[-distance:]
        if window not in known:
            known[window] = tuple(sorted(features_of(window, distance).items()))
        weights[known[window], example.action] += 1
    names = tuple(sorted({name for features, _ in weights for name, _ in features}))
    actions = tuple(sorted({action for _, action in weights}))
    name_index = {name: index for index, name in enumerate(names)}
    action_index = {action: index for index, action in enumerate(actions)}
    rows = sorted(
        (tuple((name_index[name], value) for name, value in features), action_index[action], weight)
        for (features, action), weight in weights.items()
    )
    others = tuple(sorted(set(domain_actions).difference(actions)))
    return TrainingSet(names, actions, tuple(Row(*row) for row in rows), others, distance)


def _library_version() -> str:
    try:
        return version("scikit-learn")
    except PackageNotFoundError:
        return "none"

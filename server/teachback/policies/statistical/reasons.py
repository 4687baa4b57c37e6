"""Why the model thinks an action likely: what of a window speaks most for it, compared with the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from teachback.dialogue.states import State
from teachback.policies.statistical.arrays import Floats, floats
from teachback.policies.statistical.encoding import Encoded
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.model import Model
from teachback.policies.statistical.relations import RELATIONS

# Below this a reason would not change a probability that anybody looks at.
_WORTH_TELLING = 0.1


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for an action.

    ``feature`` is one of a window (``WindowFeatures``), or ``("relation", NAME)`` for what holds between the window and
    the action. ``strength`` is by how much it raises the action's score above the mean of the other actions, each taken
    as often as it is likely.
    """

    feature: Feature
    strength: float


def reasons_for(model: Model, states: Sequence[State], action: str) -> tuple[Reason, ...]:
    """What speaks for an action after these states, the newest last, the strongest first.

    Nothing does for an action that the model does not know.
    """
    number = model.encoder.actions.index.get(action)
    if number is None:
        return ()
    encoded = model.encoder.encode(model.encoder.view(states))
    others = _others(model.probabilities(encoded), number)
    strengths = [*_of_features(model, encoded, others, number), *_of_relations(model, encoded, others, number)]
    told = (reason for reason in strengths if reason.strength > _WORTH_TELLING)
    return tuple(sorted(told, key=lambda reason: -reason.strength))


def _others(likely: Floats, number: int) -> Floats:
    """How likely each of the other actions is, if it is not the one."""
    chances = [0.0 if other == number else float(chance) for other, chance in enumerate(likely)]
    whole = sum(chances) or 1.0
    return floats([chance / whole for chance in chances])


def _of_features(model: Model, encoded: Encoded, others: Floats, number: int) -> list[Reason]:
    by_action: Floats = model.said_by(encoded)
    count = len(others)
    for role, action in encoded.roles:
        by_action[:, action] += by_action[:, count + role]
    above: Floats = by_action[:, number] - np.matmul(by_action[:, :count], others)
    strengths = [float(each) for each in above]
    return [Reason(feature, strength) for (feature, _), strength in zip(encoded.features, strengths, strict=True)]


def _of_relations(model: Model, encoded: Encoded, others: Floats, number: int) -> list[Reason]:
    found: list[Reason] = []
    for relation, actions, degrees in encoded.relations:
        own = float(degrees[actions == number].sum())
        mean = float(np.vdot(others[actions], degrees))
        found.append(Reason(("relation", RELATIONS[relation]), float(model.weights.shared[relation]) * (own - mean)))
    return found

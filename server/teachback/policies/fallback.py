"""FallbackPolicy of 1.x (R1:core/policies/fallback.py): what to do when nobody is sure."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.policies.prediction import Prediction
from teachback.policies.situation import Situation

POLICY = "FallbackPolicy"


@dataclass(frozen=True, slots=True)
class Fallback:
    """The policy's parameters with Rasa's defaults; the thresholds are confidences from 0 to 1.

    ``policy`` is the class name of the policy that they belong to.
    """

    action: str = "action_default_fallback"
    nlu_threshold: float = 0.3
    ambiguity_threshold: float = 0.1
    core_threshold: float = 0.3
    policy: str = POLICY


def predict(fallback: Fallback, situation: Situation, priority: int) -> Prediction:
    """The fallback action, for certain when the message was not understood, else at the core threshold."""
    if situation.previous_action == fallback.action != ACTION_LISTEN:
        return Prediction(POLICY, priority, {ACTION_LISTEN: 1.0})
    if situation.previous_action == ACTION_LISTEN and not_understood(fallback, situation.confidences):
        return Prediction(POLICY, priority, {fallback.action: 1.0})
    return Prediction(POLICY, priority, {fallback.action: fallback.core_threshold})


def not_understood(fallback: Fallback, confidences: tuple[float, ...]) -> bool:
    """Whether the best intent is too unsure, or too close to the second best; ``confidences`` are highest first."""
    match confidences:
        case (best, *_) if best < fallback.nlu_threshold:
            return True
        case (best, second, *_):
            return best - second < fallback.ambiguity_threshold
        case _:
            return False

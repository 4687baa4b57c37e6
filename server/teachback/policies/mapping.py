"""MappingPolicy of 1.x (R1:core/policies/mapping_policy.py): intents that trigger an action of their own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from teachback.dialogue.domain import ACTION_LISTEN, Domain
from teachback.policies.prediction import Prediction
from teachback.policies.situation import Situation

POLICY = "MappingPolicy"

_DEFAULT_TRIGGERS: Mapping[str, str] = MappingProxyType(
    {"restart": "action_restart", "back": "action_back", "session_start": "action_session_start"}
)


def predict(domain: Domain, situation: Situation, priority: int) -> Prediction:
    """The triggered action after the user spoke, and listening after an action that this policy itself chose."""
    action = _triggered(domain, situation.intent)
    if action is None:
        return Prediction(POLICY, priority)
    if situation.previous_action == ACTION_LISTEN:
        known = action in domain.action_names()  # Rasa warns of an unknown one and predicts nothing
        return Prediction(POLICY, priority, {action: 1.0} if known else {})
    if situation.previous_action == action:
        own = situation.previous_policy == POLICY
        return Prediction(POLICY, priority, {ACTION_LISTEN: 1.0} if own else {})
    return Prediction(POLICY, priority, {action: 1.0} if action == "action_restart" else {})


def _triggered(domain: Domain, intent: str | None) -> str | None:
    if intent is None:
        return None
    if intent in _DEFAULT_TRIGGERS:
        return _DEFAULT_TRIGGERS[intent]
    known = domain.intents.get(intent)
    return known.trigger if known else None

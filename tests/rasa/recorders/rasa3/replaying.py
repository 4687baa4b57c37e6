"""A conversation replayed by trained policies of Rasa 3.6."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from case_folders import Description, failure
from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker

from rasa3.training import Trained

FLAGS = ("hide_rule_turn", "is_no_user_prediction", "is_end_to_end_prediction")


def step_by_step(trained: Trained, tracker: DialogueStateTracker) -> Any:
    """What each policy says before each action, everything before it being as the story tells; or Rasa's failure.

    Where a loop is active and another action wins than the story's, they are asked again after the loop's rejection.
    """
    try:
        return _steps(trained, tracker)
    except Exception as error:  # noqa: BLE001 - whatever Rasa raises is what is recorded
        told = failure(error)
        return {"predict_error": told["type"], "message": told["message"][:200]}


def _steps(trained: Trained, tracker: DialogueStateTracker) -> list[Description]:
    events = list(tracker.events)
    told = []
    for index, event in enumerate(events):
        if index == 0 or not isinstance(event, ActionExecuted):
            continue
        past = _Past(trained, tracker.sender_id, events[:index])
        step = {
            "event_index": index,
            "gold": event.action_name or event.action_text,
            "unpredictable": bool(event.unpredictable),
            **past.asked(),
        }
        loop = past.tracker().active_loop_name
        if loop and step["winner"]["action"] != step["gold"]:
            rejected = [*events[:index], ActionExecutionRejected(loop)]
            step["after_loop_rejected"] = _Past(trained, tracker.sender_id, rejected).asked()
        told.append(step)
    return told


class _Past:
    """Events after which policies are asked."""

    def __init__(self, trained: Trained, name: str, events: Sequence[Event]) -> None:
        self._trained = trained
        self._name = name
        self._events = events

    def tracker(self) -> DialogueStateTracker:
        """A tracker that shares nothing with any other."""
        return DialogueStateTracker.from_events(
            self._name, copy.deepcopy(list(self._events)), slots=self._trained.domain.slots
        )

    def asked(self) -> Description:
        domain = self._trained.domain
        tracker = self.tracker()
        hidden = rule_only_data(self._trained)
        predictions = [
            policy.predict_action_probabilities(tracker, domain, rule_only_data=hidden)
            for policy in self._trained.policies
        ]
        said = {prediction.policy_name: told_prediction(prediction, domain) for prediction in predictions}
        winner = _Ensemble().combine_predictions(predictions, tracker, domain)
        return {"winner": told_winner(winner, domain), "policies": said}


class _Ensemble(DefaultPolicyPredictionEnsemble):
    """Rasa's ensemble without the graph that it usually is a part of."""

    def __init__(self) -> None:
        pass


def rule_only_data(trained: Trained) -> Any:
    """Slots and loops that only rules know: the other policies do not see them."""
    for policy in trained.policies:
        if isinstance(policy, RulePolicy):
            return policy._get_rule_only_data()
    return None


def told_prediction(prediction: PolicyPrediction, domain: Domain) -> Description:
    """The record of what one policy says."""
    said = best(prediction.probabilities, domain)
    said["nonzero"] = said["confidence"] > 0
    if prediction.events:
        said["events"] = [str(event) for event in prediction.events]
    return {**said, **{flag: True for flag in FLAGS if getattr(prediction, flag)}}


def told_winner(prediction: PolicyPrediction, domain: Domain) -> Description:
    """The record of what the ensemble says."""
    said = {**best(prediction.probabilities, domain), "policy": prediction.policy_name}
    if prediction.events:
        said["events"] = [str(event) for event in prediction.events]
    return said


def best(scores: Sequence[float], domain: Domain) -> Description:
    """The action with the highest score; of several the first."""
    index = max(range(len(scores)), key=scores.__getitem__)
    return {"action": domain.action_names_or_texts[index], "confidence": round(float(scores[index]), 6)}

"""A conversation replayed by a trained agent of Rasa 1.10, in three ways."""

from __future__ import annotations

import copy
import importlib
import sys
from typing import Any, Sequence

from case_folders import Description
from rasa.core.agent import Agent
from rasa.core.domain import Domain
from rasa.core.events import ActionExecuted, ActionExecutionRejected, Event
from rasa.core.trackers import DialogueStateTracker

# `rasa.core.test` is a function to whoever imports it by name.
importlib.import_module("rasa.core.test")
rasa_test = sys.modules["rasa.core.test"]


def step_by_step(agent: Agent, tracker: DialogueStateTracker) -> list[Description]:
    """What each policy says before each action, everything before it being as the story tells.

    Where a form is active and another action wins than the story's, they are asked again after the form's rejection.
    """
    events = list(tracker.events)
    told = []
    for index, event in enumerate(events):
        if index == 0 or not isinstance(event, ActionExecuted):
            continue
        past = _Past(agent, tracker, events[:index])
        step = {
            "event_index": index,
            "gold": event.action_name,
            "unpredictable": bool(getattr(event, "unpredictable", False)),
            **past.asked(),
        }
        form = past.tracker().active_form.get("name")
        if form and step["winner"]["action"] != event.action_name:
            rejected = [*events[:index], ActionExecutionRejected(form)]
            step["after_form_rejected"] = _Past(agent, tracker, rejected).asked()
        told.append(step)
    return told


class _Past:
    """Events after which policies are asked, each of them on a tracker of its own: they change it."""

    def __init__(self, agent: Agent, of: DialogueStateTracker, events: Sequence[Event]) -> None:
        self._agent = agent
        self._name = of.sender_id
        self._events = events

    def tracker(self) -> DialogueStateTracker:
        return fresh(self._name, self._events, self._agent.domain)

    def asked(self) -> Description:
        policies = self._agent.policy_ensemble.policies
        return {"winner": self._winner(), "policies": {type(each).__name__: self._said(each) for each in policies}}

    def _said(self, policy: Any) -> Description:
        tracker = self.tracker()
        said = best(policy.predict_action_probabilities(tracker, self._agent.domain), self._agent.domain)
        return {**said, "nonzero": said["confidence"] > 0, **self._added(tracker)}

    def _winner(self) -> Description:
        tracker = self.tracker()
        ensemble = self._agent.policy_ensemble
        scores, policy = ensemble.probabilities_using_best_policy(tracker, self._agent.domain)
        return {**best(scores, self._agent.domain), "policy": policy, **self._added(tracker)}

    def _added(self, tracker: DialogueStateTracker) -> Description:
        """The events that the policy put on the tracker."""
        added = [str(event) for event in list(tracker.events)[len(self._events) :]]
        return {"added_events": added} if added else {}


def as_rasa_test(agent: Agent, tracker: DialogueStateTracker) -> Any:
    """The predictions of ``rasa test`` for a conversation, or its failure."""
    try:
        return rasa_test._predict_tracker_actions(_copy(tracker, agent), agent)[2]
    except Exception as error:  # noqa: BLE001 - whatever Rasa raises is what is recorded
        return {"error": repr(error)}


def traced(agent: Agent, tracker: DialogueStateTracker) -> list[Description]:
    """The loop of ``rasa test``, with every event that policies, or the rejection it emulates, put on the tracker."""
    processor = agent.create_processor()
    events = list(tracker.events)
    replayed = DialogueStateTracker.from_events(tracker.sender_id, events[:1], agent.domain.slots)
    told = []
    for event in events[1:]:
        if not isinstance(event, ActionExecuted):
            replayed.update(event)
            continue
        before = len(replayed.events)
        store, policy, confidence = rasa_test._collect_action_executed_predictions(
            processor, replayed, event, False, False
        )
        told.append(
            {
                "gold": event.action_name,
                "predicted": store.action_predictions[0],
                "policy": policy,
                "confidence": _rounded(confidence),
                "events_added": [str(each) for each in list(replayed.events)[before:]],
                "active_form": {
                    key: value for key, value in replayed.active_form.items() if key in ("name", "validate", "rejected")
                },
            }
        )
    return told


def best(scores: Sequence[float], domain: Domain) -> Description:
    """The action with the highest score; of several the first."""
    index = max(range(len(scores)), key=scores.__getitem__)
    return {"action": domain.action_names[index], "confidence": _rounded(scores[index])}


def fresh(name: str, events: Sequence[Event], domain: Domain) -> DialogueStateTracker:
    """A tracker that shares nothing with any other."""
    return DialogueStateTracker.from_events(name, copy.deepcopy(list(events)), domain.slots)


def _copy(tracker: DialogueStateTracker, agent: Agent) -> DialogueStateTracker:
    return DialogueStateTracker.from_events(tracker.sender_id, list(tracker.events), agent.domain.slots)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(float(score), 6)

"""A conversation lived through again by a trained agent of Rasa 1.10, as a running bot goes about it."""

from __future__ import annotations

from typing import Any

from case_folders import Description
from rasa.core.agent import Agent
from rasa.core.events import ActionExecuted, ActionExecutionRejected, Event, FormValidation
from rasa.core.trackers import DialogueStateTracker

from rasa1.replaying import best


def lived(agent: Agent, events: list[Event]) -> list[Description]:
    """What is predicted before each action, or refusal of one, while everything happens as in ``events``.

    What FormPolicy puts on the conversation takes the place of the told ``form_validation``.
    """
    told: list[Description] = []
    tracker = DialogueStateTracker.from_events("live", [], agent.domain.slots)
    for event in events:
        if isinstance(event, FormValidation):
            continue
        if tracker.events and isinstance(event, (ActionExecuted, ActionExecutionRejected)):
            told.append(_asked(agent, tracker, event))
        tracker.update(event, agent.domain)
    return told


def _asked(agent: Agent, tracker: DialogueStateTracker, event: Any) -> Description:
    scores, policy = agent.policy_ensemble.probabilities_using_best_policy(tracker, agent.domain)
    said = best(scores, agent.domain)
    return {
        "taught": event.action_name,
        "refused": isinstance(event, ActionExecutionRejected),
        "predicted": said["action"],
        "confidence": said["confidence"],
        "policy": policy,
        "validates": tracker.active_form.get("validate", True),
    }

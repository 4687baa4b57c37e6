"""A conversation lived through again by trained policies of Rasa 3.6, as a running bot goes about it."""

from __future__ import annotations

from typing import Any

from case_folders import Description
from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, Event, LoopInterrupted
from rasa.shared.core.trackers import DialogueStateTracker

from rasa3.replaying import _Ensemble, rule_only_data, told_winner
from rasa3.training import Trained


def lived(trained: Trained, events: list[Event]) -> list[Description]:
    """What is predicted before each action, or refusal of one, while everything happens as in ``events``.

    What policies add to the conversation takes the place of the told interruptions of loops.
    """
    told: list[Description] = []
    tracker = DialogueStateTracker.from_events("live", [], slots=trained.domain.slots)
    for event in events:
        if isinstance(event, LoopInterrupted):
            continue
        if not (tracker.events and isinstance(event, (ActionExecuted, ActionExecutionRejected))):
            tracker.update(event, trained.domain)
            continue
        winner = _winner(trained, tracker)
        told.append(_told(event, winner, trained))
        if isinstance(event, ActionExecuted):
            tracker.update_with_events(winner.events, trained.domain)
            event.hide_rule_turn = winner.hide_rule_turn
        tracker.update(event, trained.domain)
    return told


def _winner(trained: Trained, tracker: DialogueStateTracker) -> PolicyPrediction:
    hidden = rule_only_data(trained)
    predictions = [
        policy.predict_action_probabilities(tracker, trained.domain, rule_only_data=hidden)
        for policy in trained.policies
    ]
    return _Ensemble().combine_predictions(predictions, tracker, trained.domain)


def _told(event: Any, winner: PolicyPrediction, trained: Trained) -> Description:
    said = told_winner(winner, trained.domain)
    return {
        "taught": event.action_name or event.action_text,
        "refused": isinstance(event, ActionExecutionRejected),
        "predicted": said["action"],
        "confidence": said["confidence"],
        "policy": said["policy"],
        "validates": not any(isinstance(each, LoopInterrupted) and each.is_interrupted for each in winner.events),
    }

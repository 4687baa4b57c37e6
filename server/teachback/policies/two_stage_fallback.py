"""TwoStageFallbackPolicy of 1.x (R1:core/policies/two_stage_fallback.py): ask whether it was meant, then once more."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted
from teachback.policies.fallback import Fallback, not_understood
from teachback.policies.prediction import Prediction
from teachback.policies.situation import Situation

POLICY = "TwoStageFallbackPolicy"

ASK_AFFIRMATION = "action_default_ask_affirmation"
ASK_REPHRASE = "action_default_ask_rephrase"
REVERT = "action_revert_fallback_events"


@dataclass(frozen=True, slots=True)
class TwoStages:
    """The policy's parameters with Rasa's defaults. ``fallback.action`` runs where no policy is sure, ``last_resort``
    where the user was not understood in the end; with the intent ``denial`` the user denies what the bot guessed.
    """

    fallback: Fallback
    last_resort: str = "action_default_fallback"
    denial: str = "out_of_scope"


def predict(stages: TwoStages, situation: Situation, priority: int) -> Prediction:
    """The next step of affirming and rephrasing, or the fallback action at the core threshold."""
    action = _step(stages, situation)
    if action is None:
        return Prediction(POLICY, priority, {stages.fallback.action: stages.fallback.core_threshold})
    return Prediction(POLICY, priority, {action: 1.0})


def _step(stages: TwoStages, situation: Situation) -> str | None:
    if situation.previous_action in (ASK_AFFIRMATION, ASK_REPHRASE, stages.fallback.action):
        return ACTION_LISTEN
    last, before = _last_actions(situation)
    doubtful = situation.previous_action == ACTION_LISTEN and not_understood(stages.fallback, situation.confidences)
    if last == ASK_AFFIRMATION:
        if situation.intent == stages.denial:
            return stages.last_resort if before == ASK_REPHRASE else ASK_REPHRASE
        return stages.last_resort if doubtful else REVERT
    if last == ASK_REPHRASE:
        return ASK_AFFIRMATION if doubtful else REVERT
    return ASK_AFFIRMATION if doubtful else None


def _last_actions(situation: Situation) -> tuple[str | None, str | None]:
    """What the bot did last, and before that, apart from listening."""
    names = [event.name for event in situation.events if isinstance(event, ActionExecuted)]
    done = [name for name in names if name != ACTION_LISTEN]
    return (done[-1] if done else None, done[-2] if len(done) > 1 else None)

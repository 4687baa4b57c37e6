"""TwoStageFallbackPolicy of 1.x, stage by stage (R1:core/policies/two_stage_fallback.py)."""

from __future__ import annotations

import pytest

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import ActionExecuted, Event
from teachback.policies.ensemble import combine
from teachback.policies.fallback import Fallback
from teachback.policies.prediction import Prediction
from teachback.policies.situation import Situation
from teachback.policies.two_stage_fallback import ASK_AFFIRMATION, ASK_REPHRASE, POLICY, REVERT, TwoStages, predict

STAGES = TwoStages(Fallback(action="utter_core", policy=POLICY), last_resort="utter_human", denial="no")
SURE, UNSURE = (0.9, 0.1), (0.2, 0.1)


def after(*actions: str, intent: str = "greet", confidences: tuple[float, ...] = ()) -> Situation:
    events: tuple[Event, ...] = tuple(ActionExecuted(action) for action in actions)
    previous = actions[-1] if actions else None
    return Situation((), previous, intent=intent, confidences=confidences, events=events)


@pytest.mark.parametrize(
    ("actions", "intent", "confidences", "expected"),
    [
        (["action_listen"], "greet", SURE, ("utter_core", 0.3)),
        (["action_listen"], "greet", UNSURE, (ASK_AFFIRMATION, 1)),
        (["action_listen", ASK_AFFIRMATION], "greet", UNSURE, ("action_listen", 1)),
        (["action_listen", ASK_AFFIRMATION, "action_listen"], "yes", SURE, (REVERT, 1)),
        (["action_listen", ASK_AFFIRMATION, "action_listen"], "yes", UNSURE, ("utter_human", 1)),
        (["action_listen", ASK_AFFIRMATION, "action_listen"], "no", SURE, (ASK_REPHRASE, 1)),
        ([ASK_REPHRASE, "action_listen"], "greet", SURE, (REVERT, 1)),
        ([ASK_REPHRASE, "action_listen"], "greet", UNSURE, (ASK_AFFIRMATION, 1)),
        ([ASK_REPHRASE, "action_listen", ASK_AFFIRMATION, "action_listen"], "no", SURE, ("utter_human", 1)),
        (["action_listen", "utter_core"], "greet", UNSURE, ("action_listen", 1)),
        (["action_listen", "utter_greet"], "greet", UNSURE, ("utter_core", 0.3)),
    ],
)
def test_each_stage(
    actions: list[str], intent: str, confidences: tuple[float, ...], expected: tuple[str, float]
) -> None:
    said = predict(STAGES, after(*actions, intent=intent, confidences=confidences), priority=4)
    assert (said.action, said.confidence) == expected


def test_nobody_listens_right_after_the_user_while_there_is_a_fallback() -> None:
    listens = Prediction("KerasPolicy", 1, {"action_listen": 0.9})
    situation = after("action_listen", confidences=SURE)
    own = predict(STAGES, situation, priority=4)
    best = combine(Dialect.RASA1, [listens, own], situation, STAGES.fallback)
    assert (best.policy, best.action, best.confidence) == (POLICY, "utter_core", 1.0)

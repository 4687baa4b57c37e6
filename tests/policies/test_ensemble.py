"""Which policy wins, and what each single one says."""

from collections.abc import Mapping, Sequence

import pytest

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Intent
from teachback.dialogue.events import LoopInterrupted
from teachback.dialogue.states import State
from teachback.policies import fallback, form, mapping
from teachback.policies.configuration import Configuration, PolicySetup
from teachback.policies.engine import Engine
from teachback.policies.ensemble import NOBODY, combine
from teachback.policies.fallback import Fallback
from teachback.policies.form import UnhappyPaths
from teachback.policies.prediction import Prediction
from teachback.policies.situation import Situation
from teachback.policies.tables import Example

LISTENED = Situation((State(),), previous_action="action_listen")


def predictions(**scores: float) -> list[Prediction]:
    """One prediction a policy, each of an action of its own; 0 is none."""
    priorities = {"Mapping": 2, "Memoization": 3, "Fallback": 4, "Form": 5, "TED": 1}
    return [
        Prediction(f"{name}Policy", priorities[name], {f"by_{name}": score} if score else {})
        for name, score in scores.items()
    ]


# recorded with Rasa 1.10.26
@pytest.mark.parametrize(
    ("scores", "winner"),
    [
        ({"Memoization": 1, "Form": 1, "Mapping": 0, "Fallback": 0.3}, "FormPolicy"),
        ({"Memoization": 1, "Form": 1, "Mapping": 1}, "FormPolicy"),
        ({"Memoization": 0, "Form": 1, "Mapping": 1}, "MappingPolicy"),
        ({"Fallback": 1, "Form": 1, "Mapping": 1}, "FormPolicy"),
    ],
)
def test_the_ensemble_of_1x_weighs_as_rasa_does(scores: dict[str, float], winner: str) -> None:
    assert combine(Dialect.RASA1, predictions(**scores), Situation(())).policy == winner


def test_the_more_confident_wins_in_3x_and_priority_decides_between_equals() -> None:
    assert combine(Dialect.RASA3, predictions(Memoization=0.4, TED=0.6), LISTENED).policy == "TEDPolicy"
    assert combine(Dialect.RASA3, predictions(TED=1, Memoization=1), LISTENED).policy == "MemoizationPolicy"


def test_a_rejected_action_is_predicted_by_nobody() -> None:
    rejected = Situation((State(),), previous_action="action_listen", rejected_action="by_Form")
    for dialect in Dialect:
        assert combine(dialect, predictions(Form=1, Memoization=0.5), rejected).action == "by_Memoization"


def test_without_policies_nobody_predicts() -> None:
    for dialect in Dialect:
        assert combine(dialect, [], LISTENED) == NOBODY
        assert combine(dialect, [], LISTENED).confidence == 0


def test_the_events_of_all_policies_happen() -> None:
    told = Prediction("FormPolicy", 5, events=(LoopInterrupted(True),))
    assert combine(Dialect.RASA1, [*predictions(Memoization=1), told], LISTENED).events == (LoopInterrupted(True),)


@pytest.mark.parametrize(("policy", "action"), [("TEDPolicy", "utter_sorry"), ("MemoizationPolicy", "action_listen")])
def test_1x_does_not_leave_the_user_without_an_answer(policy: str, action: str) -> None:
    listening = Prediction(policy, 1, {"action_listen": 0.9})
    assert combine(Dialect.RASA1, [listening], LISTENED, Fallback("utter_sorry")).action == action
    assert combine(Dialect.RASA1, [listening], LISTENED).action == "action_listen"


# FormPolicy: the vectors of a story with an unhappy path -------------------------------------------------------------

F = "restaurant_form"
STOPPED = (State("request", previous_action=F, loop=F), State("stop", previous_action="action_listen", loop=F))
AGREED = (
    State("stop", previous_action="utter_ask_continue", loop=F),
    State("affirm", previous_action="action_listen", loop=F),
)
UNHAPPY = UnhappyPaths(
    [
        Example("utter_ask_continue", "a.md", 0, 3, STOPPED, predictable=True),
        Example(F, "a.md", 0, 5, AGREED, predictable=True),
    ]
)


def asked(states: tuple[State, ...], *, rejected: bool, previous: str = "action_listen") -> Prediction:
    return form.predict(UNHAPPY, Situation(states, previous, loop=F, loop_rejected=rejected), 5)


def test_an_unprefixed_answer_is_not_validated() -> None:
    assert asked(AGREED, rejected=True) == Prediction("FormPolicy", 5, {}, (LoopInterrupted(True),))


def test_a_form_that_was_not_rejected_reads_the_answer() -> None:
    assert asked(AGREED, rejected=False).scores == {F: 1.0}


def test_an_answer_that_no_story_spells_out_is_validated() -> None:
    denied = (AGREED[0], State("deny", previous_action="action_listen", loop=F))
    assert asked(denied, rejected=True).scores == {F: 1.0}


def test_after_the_form_the_bot_listens_and_after_others_the_form_is_silent() -> None:
    assert asked(AGREED, rejected=False, previous=F).scores == {"action_listen": 1.0}
    assert asked(AGREED, rejected=True, previous="utter_ask_continue").scores == {}
    assert form.predict(UNHAPPY, LISTENED, 5).scores == {}


# MappingPolicy and FallbackPolicy ------------------------------------------------------------------------------------

DOMAIN = Domain(
    Dialect.RASA1,
    intents={"chat": Intent("chat", trigger="utter_chat"), "odd": Intent("odd", trigger="utter_missing")},
    responses=("utter_chat",),
)


@pytest.mark.parametrize(
    ("intent", "previous", "by", "action"),
    [
        ("chat", "action_listen", None, "utter_chat"),
        ("chat", "utter_chat", "MappingPolicy", "action_listen"),
        ("chat", "utter_chat", "MemoizationPolicy", None),
        ("chat", "utter_other", None, None),
        ("odd", "action_listen", None, None),
        ("restart", "action_listen", None, "action_restart"),
        ("restart", "utter_other", None, "action_restart"),
        ("back", "action_listen", None, "action_back"),
        ("unknown", "action_listen", None, None),
        (None, "action_listen", None, None),
    ],
)
def test_mapped_intents_trigger_their_action(
    intent: str | None, previous: str, by: str | None, action: str | None
) -> None:
    situation = Situation((State(),), previous, by, intent)
    assert mapping.predict(DOMAIN, situation, 2).action == action


@pytest.mark.parametrize(
    ("previous", "confidences", "scores"),
    [
        ("action_listen", (), {"utter_sorry": 0.3}),
        ("action_listen", (0.9, 0.05), {"utter_sorry": 0.3}),
        ("action_listen", (0.2,), {"utter_sorry": 1.0}),
        ("action_listen", (0.5, 0.45), {"utter_sorry": 1.0}),
        ("utter_other", (0.2,), {"utter_sorry": 0.3}),
        ("utter_sorry", (0.2,), {"action_listen": 1.0}),
    ],
)
def test_the_fallback_speaks_when_nobody_is_sure(
    previous: str, confidences: tuple[float, ...], scores: dict[str, float]
) -> None:
    situation = Situation((State(),), previous, confidences=confidences)
    assert fallback.predict(Fallback("utter_sorry"), situation, 4).scores == scores


class _Likely:
    """Statistics that find a message unlikely with 0.7."""

    name = "statistics"

    def predict(self, states: Sequence[State]) -> Mapping[str, float]:
        del states
        return {"action_unlikely_intent": 0.7, "utter_greet": 0.3}


@pytest.mark.parametrize(
    ("situation", "scores"),
    [
        (Situation((State(),), previous_action="action_listen", intent="greet"), {"action_unlikely_intent": 0.7}),
        (Situation((State(),), previous_action="action_listen", intent="never_heard"), {}),
        (Situation((State(),), previous_action="action_listen"), {}),
        (Situation((State(),), previous_action="utter_greet", intent="greet"), {}),
    ],
)
def test_in_the_place_of_unexpected_statistics_only_doubt_what_the_user_said(
    situation: Situation, scores: dict[str, float]
) -> None:
    domain = Domain(Dialect.RASA3, intents={"greet": Intent("greet")})
    configuration = Configuration((PolicySetup("UnexpecTEDIntentPolicy", 2),))
    [said] = Engine(domain, (), configuration, _Likely()).predict(situation).by_policy
    assert said.scores == scores

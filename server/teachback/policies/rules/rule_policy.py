"""RulePolicy's prediction, in its order of precedence (rule_policy.py:_predict)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import LoopInterrupted
from teachback.dialogue.states import State
from teachback.policies.configuration import PolicySetup
from teachback.policies.prediction import Prediction
from teachback.policies.rules.memory import RuleMemory, Unhappy
from teachback.policies.rules.rule_keys import RuleKey, key_of
from teachback.policies.rules.rule_states import active_loop, by_intent, by_text
from teachback.policies.situation import Situation

POLICY = "RulePolicy"

_DEFAULT_ACTIONS: Mapping[str, str] = MappingProxyType(
    {"restart": "action_restart", "back": "action_back", "session_start": "action_session_start"}
)
ANSWERED_BY_RASA: Mapping[str, str] = MappingProxyType({action: intent for intent, action in _DEFAULT_ACTIONS.items()})
"""The intents that Rasa answers itself, by the action with which it does."""

Source = RuleKey | str
"""What decided: a rule's key, or the name that Rasa gives to something built in."""


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """RulePolicy's parameters with Rasa's defaults."""

    fallback_action: str = "action_default_fallback"
    fallback_threshold: float = 0.3
    falls_back: bool = True
    restricts_rules: bool = True
    checks_contradictions: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """``action`` is ``None`` where no rule applies; ``source`` then stands for the situation.

    ``interrupted`` tells the loop not to validate; ``without_user`` that a loop decides for itself, ``by_text`` that
    the text of the message decided.
    """

    action: str | None
    source: Source
    interrupted: bool = False
    without_user: bool = False
    by_text: bool = False


def settings_of(setup: PolicySetup) -> RuleSettings:
    """The parameters that a configuration gives."""
    usual = RuleSettings()
    parameters = setup.parameters
    return RuleSettings(
        fallback_action=setup.text("core_fallback_action_name", usual.fallback_action),
        fallback_threshold=setup.number("core_fallback_threshold", usual.fallback_threshold),
        falls_back=parameters.get("enable_fallback_prediction") is not False,
        restricts_rules=parameters.get("restrict_rules") is not False,
        checks_contradictions=parameters.get("check_for_contradictions") is not False,
    )


def decide(memory: RuleMemory, situation: Situation) -> Decision:
    """What comes next, and why: a default intent, then the running loop, then rules by text, then by intent."""
    text = _by_rules(memory, situation, by_text(situation.states)) if _spoken(situation) else None
    if (text is None or text.action is None) and (default := _default(situation)):
        return default
    if loop := _happy_loop(situation):
        return loop
    if text is not None and text.action is not None:
        return Decision(text.action, text.source, text.interrupted, by_text=True)
    found = _by_rules(memory, situation, by_intent(situation.states))
    interrupted = found.interrupted or (text is not None and text.interrupted)
    return Decision(found.action, found.source, interrupted)


def may_decide(memory: RuleMemory, state: State) -> bool:
    """Whether ``decide`` may find anything after a conversation that ends in a state; where not, it does not."""
    if state.loop is not None or (state.previous_action == ACTION_LISTEN and state.intent in _DEFAULT_ACTIONS):
        return True
    return memory.may_apply(state)


def predict(memory: RuleMemory, settings: RuleSettings, situation: Situation, priority: int) -> Prediction:
    """Score 1 for the action of a rule, or the core fallback at its threshold."""
    decision = decide(memory, situation)
    if decision.action is not None:
        scores = {decision.action: 1.0}
    else:
        scores = {settings.fallback_action: settings.fallback_threshold} if settings.falls_back else {}
    return Prediction(
        POLICY,
        priority,
        scores,
        events=(LoopInterrupted(True),) if decision.interrupted else (),
        without_user=decision.without_user,
        by_text=decision.by_text,
    )


def _spoken(situation: Situation) -> bool:
    return situation.previous_action == ACTION_LISTEN


def _default(situation: Situation) -> Decision | None:
    intent = situation.intent
    if not _spoken(situation) or intent is None or intent not in _DEFAULT_ACTIONS:
        return None
    return Decision(_DEFAULT_ACTIONS[intent], f"predicting default action with intent {intent}")


def _happy_loop(situation: Situation) -> Decision | None:
    loop = active_loop(situation.loop)
    if loop is None or situation.loop_rejected or situation.states[-1].previous_action is None:
        return None
    source = f"handling active loops and forms - {loop}"
    if situation.previous_action == loop:
        return Decision(ACTION_LISTEN, f"{source} - {ACTION_LISTEN}", without_user=True)
    return Decision(loop, source, without_user=True)


def _by_rules(memory: RuleMemory, situation: Situation, states: Sequence[State]) -> Decision:
    key = memory.best(states)
    action = memory.actions[key] if key is not None else None
    source = key if key is not None else key_of(states)
    loop = active_loop(situation.loop)
    if loop is None:
        return Decision(action, source)
    unhappy = memory.unhappy_in(states)
    if key is not None and action == ACTION_LISTEN and active_loop(key[-1].loop) is None:
        if Unhappy.NOT_THE_LOOP not in unhappy:  # a rule of no loop in particular returns to the loop on its own
            return Decision(loop, source)
        action = None
    return Decision(action, source, interrupted=Unhappy.INTERRUPTED in unhappy)

"""The policies of one configuration at work together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.domain import ACTION_LISTEN, UNLIKELY_INTENT, Domain
from teachback.dialogue.events import Event
from teachback.dialogue.states import State
from teachback.policies import augmented, fallback, form, mapping, memoization, two_stage_fallback
from teachback.policies.configuration import STATISTICAL, UNEXPECTED_INTENT, Configuration, PolicySetup
from teachback.policies.ensemble import combine
from teachback.policies.fallback import Fallback
from teachback.policies.form import UnhappyPaths
from teachback.policies.memoization import Memory
from teachback.policies.prediction import Answer, Prediction
from teachback.policies.rules import rule_policy
from teachback.policies.rules.memory import RuleMemory
from teachback.policies.rules.rule_only import NOTHING, RuleOnly
from teachback.policies.situation import Situation, situation_after
from teachback.policies.tables import Example
from teachback.policies.taught import TaughtStep
from teachback.policies.two_stage_fallback import TwoStages

Policy = Callable[[Situation], Prediction]

_RECALLING = frozenset({memoization.POLICY, augmented.POLICY})
_FALLBACKS = frozenset({fallback.POLICY, two_stage_fallback.POLICY})


class Statistics(Protocol):
    """Whatever gives every action a probability."""

    @property
    def name(self) -> str:
        """What the probabilities come from, in a word."""
        ...

    def predict(self, states: Sequence[State]) -> Mapping[str, float]:
        """The probability of each action after these states, the newest last; they sum up to 1."""
        ...


class Engine:
    """Predicts as a Rasa model trained on the same data would. Policies that are not supported take no part.

    Without ``statistics`` the machine-learning policies have nothing to say, and without ``rules`` RulePolicy has not.
    """

    __slots__ = (
        "_configuration",
        "_doubt",
        "_memories",
        "_policies",
        "_rule_only",
        "_rules",
        "domain",
        "featurizer",
        "unhappy",
    )

    def __init__(
        self,
        domain: Domain,
        examples: Iterable[Example],
        configuration: Configuration,
        statistics: Statistics | None = None,
        rules: RuleMemory | None = None,
    ) -> None:
        self._rules = rules
        self._rule_only = rules.only if rules is not None else NOTHING
        known = tuple(examples)
        self.domain = domain
        self.featurizer = Featurizer(domain)
        self.unhappy = UnhappyPaths(known)
        lengths = {setup.max_history for setup in configuration.policies if setup.name in _RECALLING}
        self._memories = {length: Memory(known, length, self._rule_only) for length in lengths}
        self._configuration = configuration
        self._policies = tuple(self._policy(setup, statistics) for setup in configuration.policies)
        doubts = (_fallback(setup) for setup in configuration.policies if setup.name in _FALLBACKS)
        self._doubt = next(doubts, None)

    def taught(self, steps: Sequence[TaughtStep], statistics: Statistics | None = None) -> Engine:
        """An engine that remembers these steps before all that stories tell; rules stay as they are.

        ``statistics`` is what has learnt them as well.
        """
        twin = Engine(self.domain, (), Configuration(()), rules=self._rules)
        twin.featurizer = self.featurizer
        twin.unhappy = self.unhappy.taught(steps)
        twin._memories = {length: memory.taught(steps) for length, memory in self._memories.items()}
        twin._configuration = self._configuration
        twin._doubt = self._doubt
        twin._policies = tuple(twin._policy(setup, statistics) for setup in self._configuration.policies)
        return twin

    def predict(self, situation: Situation) -> Answer:
        """What comes next; no policy is named where something else decides (processor.py: followup actions)."""
        if situation.forced_action is not None:
            return Answer(Prediction("", 0, {situation.forced_action: 1.0}), ())
        by_policy = tuple(policy(situation) for policy in self._policies)
        return Answer(combine(self.domain.dialect, by_policy, situation, self._doubt), by_policy)

    def after(
        self, events: Sequence[Event], chosen_by: str | None = None, confidences: tuple[float, ...] = ()
    ) -> Answer:
        """What comes next in a conversation (see ``Predictor``)."""
        return self.predict(situation_after(self.featurizer, events, chosen_by, confidences))

    def _policy(self, setup: PolicySetup, statistics: Statistics | None) -> Policy:
        match setup.name:
            case memoization.POLICY:
                return partial(
                    memoization.predict,
                    self._memories[setup.max_history],
                    policy=setup.name,
                    priority=setup.priority,
                    scored_by_understanding=setup.parameters.get("use_nlu_confidence_as_score") is True,
                )
            case augmented.POLICY:
                return partial(
                    augmented.predict,
                    self._memories[setup.max_history],
                    self.featurizer,
                    priority=setup.priority,
                    scored_by_understanding=setup.parameters.get("use_nlu_confidence_as_score") is True,
                )
            case form.POLICY:
                return partial(form.predict, self.unhappy, priority=setup.priority)
            case mapping.POLICY:
                return partial(mapping.predict, self.domain, priority=setup.priority)
            case fallback.POLICY:
                return partial(fallback.predict, _fallback(setup), priority=setup.priority)
            case two_stage_fallback.POLICY:
                return partial(two_stage_fallback.predict, _two_stages(setup), priority=setup.priority)
            case rule_policy.POLICY if self._rules is not None:
                settings = rule_policy.settings_of(setup)
                return partial(rule_policy.predict, self._rules, settings, priority=setup.priority)
            case name if name == UNEXPECTED_INTENT and statistics is not None:
                return partial(_doubt_the_intent, statistics, setup, self.domain)
            case name if name in STATISTICAL and statistics is not None:
                return partial(_predict_statistically, statistics, setup, self._rule_only)
            case _:
                return partial(_say_nothing, setup)


def _fallback(setup: PolicySetup) -> Fallback:
    usual = Fallback()
    action = "fallback_core_action_name" if setup.name == two_stage_fallback.POLICY else "fallback_action_name"
    return Fallback(
        action=setup.text(action, usual.action),
        nlu_threshold=setup.number("nlu_threshold", usual.nlu_threshold),
        ambiguity_threshold=setup.number("ambiguity_threshold", usual.ambiguity_threshold),
        core_threshold=setup.number("core_threshold", usual.core_threshold),
        policy=setup.name,
    )


def _two_stages(setup: PolicySetup) -> TwoStages:
    own = _fallback(setup)
    usual = TwoStages(own)
    return TwoStages(
        own,
        last_resort=setup.text("fallback_nlu_action_name", usual.last_resort),
        denial=setup.text("deny_suggestion_intent_name", usual.denial),
    )


def _predict_statistically(
    statistics: Statistics, setup: PolicySetup, rule_only: RuleOnly, situation: Situation
) -> Prediction:
    return Prediction(setup.name, setup.priority, statistics.predict(rule_only.hide(situation.seen_by_learners)))


def _doubt_the_intent(statistics: Statistics, setup: PolicySetup, domain: Domain, situation: Situation) -> Prediction:
    """Asks only after a message with an intent that the domain knows (R3:core/policies/unexpected_intent_policy.py)."""
    if situation.previous_action != ACTION_LISTEN or situation.intent not in domain.intents:
        return Prediction(setup.name, setup.priority)
    likely = statistics.predict(situation.seen_by_learners).get(UNLIKELY_INTENT, 0.0)
    return Prediction(setup.name, setup.priority, {UNLIKELY_INTENT: likely})


def _say_nothing(setup: PolicySetup, situation: Situation) -> Prediction:
    del situation
    return Prediction(setup.name, setup.priority)

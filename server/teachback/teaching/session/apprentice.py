"""The policies of a project, with all that a session has taught them so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from teachback.checks.rule import Facts
from teachback.dialogue.conversation import Conversation
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import LoopInterrupted
from teachback.dialogue.transcript import Transcript
from teachback.policies.approaches import Approach
from teachback.policies.configuration import Configuration
from teachback.policies.engine import Engine
from teachback.policies.live.problems import LiveProblem
from teachback.policies.prediction import Answer
from teachback.policies.predictor import Predictor
from teachback.policies.ranking import RankedAction, Ranking, ranked_as_answered, ranking
from teachback.policies.rules import rule_policy
from teachback.policies.situation import Situation, situation_after
from teachback.policies.taught import TaughtStep
from teachback.teaching.evidence import Evidence, evidence_of, stories_of
from teachback.teaching.reason import Reason
from teachback.teaching.reasons import Why, why_in
from teachback.teaching.session.asked_next import asked_next
from teachback.teaching.session.lessons import Lessons
from teachback.teaching.session.proposal import Candidate, Proposal
from teachback.teaching.session.unvalidated import unvalidated
from teachback.teaching.session.wishes import Predict

if TYPE_CHECKING:  # NumPy is loaded when there is something to learn
    from teachback.policies.statistical.learner import Learner

# So many of the likeliest actions come with reasons; more would only be in the way.
_EXPLAINED = 3
_OWN_STORY = "you taught this in this session"


@dataclass(frozen=True, slots=True)
class _Memory:
    """What is known after some steps were taught."""

    step: TaughtStep | None
    learner: Learner | None


class Apprentice:
    """Answers what comes next, by the policies of one inspection and what is taught on top. One thread at a time.

    ``learner`` is the statistical policy; without one examples are counted, and the machine-learning policies of the
    configuration have nothing to say.
    """

    def __init__(self, facts: Facts, engine: Engine, learner: Learner | None) -> None:
        self.facts = facts
        self.engine = engine
        self.learner = learner
        self._lessons = [Lessons(engine.featurizer)]
        self._memories = [_Memory(None, learner)]
        self._counts = ranking(facts.tables, None, facts.snapshot.domain) if learner is None else None
        self._why: Why | None = why_in(facts, learner) if learner is not None else None

    def propose(self, wish: Predict, live: Predictor | None = None) -> Proposal:
        """What the policies would run at the end of a conversation. A ``live`` Rasa is asked instead of them, but for
        what it was not taught: the steps of the session.
        """
        steps = self._steps(wish)
        learner = self._learner_after(steps)
        situation = situation_after(self.engine.featurizer, *asked_next(wish.transcript))
        taught_here = any(step.states == situation.seen_by_learners for step in steps)
        answer, remark = _heard(live, wish.transcript) if live is not None and not taught_here else (None, "")
        ranking_of = self._ranking(answer, learner)
        answer = answer or self.engine.taught(steps, learner).predict(situation)
        interrupts = LoopInterrupted(True) in answer.winner.events
        return Proposal(
            action=answer.winner.action,
            policy=answer.winner.policy,
            confidence=answer.winner.confidence,
            candidates=self._candidates(situation, answer, ranking_of, steps),
            interrupts=interrupts,
            unvalidated=unvalidated(self.facts, situation.states) if interrupts else (),
            remark=remark,
        )

    def _steps(self, wish: Predict) -> tuple[TaughtStep, ...]:
        while len(self._lessons) <= len(wish.taught):
            self._lessons.append(Lessons(self.engine.featurizer))
        told = zip(self._lessons, wish.taught, strict=False)
        earlier = [step for lessons, conversation in told for step in lessons.of(conversation)]
        return (*earlier, *self._lessons[len(wish.taught)].of(wish.transcript, wish.begun))

    def _learner_after(self, steps: Sequence[TaughtStep]) -> Learner | None:
        """The learner that was taught these steps one after the other; what it knew before an undo is still there."""
        known = self._memories
        same = 0
        while same < len(steps) and same + 1 < len(known) and known[same + 1].step == steps[same]:
            same += 1
        del known[same + 1 :]
        for step in steps[same:]:
            before = known[-1].learner
            known.append(_Memory(step, before.taught(step.states, step.action) if before is not None else None))
        return known[-1].learner

    def _candidates(
        self, situation: Situation, answer: Answer, ranking_of: Ranking, steps: Iterable[TaughtStep]
    ) -> tuple[Candidate, ...]:
        """Every action; what was proposed comes first, with its own confidence, then the likeliest."""
        facts, states = self.facts, situation.seen_by_learners
        approach = Approach(states, Conversation(self.engine.featurizer))
        ranked = ranking_of(approach)
        evidence = evidence_of(facts, approach)
        taught = {step.action for step in steps if step.states == states}
        listed = [each for each in ranked if each.action != answer.winner.action]
        explained = {each.action for each in listed[:_EXPLAINED]} | {answer.winner.action}
        first = () if answer.winner.action is None else (_winner(answer, ranked),)
        return tuple(
            Candidate(
                each.action,
                each.probability,
                tuple(self._reasons(evidence, each.action, taught, explained=each.action in explained)),
            )
            for each in (*first, *listed)
        )

    def _ranking(self, heard: Answer | None, learner: Learner | None) -> Ranking:
        """By what a running Rasa answered, where it did; one that is certain says nothing of the other actions."""
        tables, domain = self.facts.tables, self.facts.snapshot.domain
        if heard is not None and len(heard.winner.scores) > 1:
            return lambda approach: ranked_as_answered(tables, approach, heard, domain)
        return self._counts or ranking(tables, learner, domain)

    def _reasons(
        self, evidence: Evidence, action: str, taught: AbstractSet[str], *, explained: bool
    ) -> Iterator[Reason]:
        """What stories say of just this situation; other reasons are for where none of them runs the action."""
        if action in evidence.places:
            yield Reason(stories=stories_of(self.facts, evidence.places[action]))
        if action in taught:
            yield Reason(_OWN_STORY)
        if not explained:
            return
        if self._why is not None and action not in evidence.places:
            yield from self._why(evidence.approach.states, action)
        yield from _objections(self.facts, evidence, action)


def apprentice_of(facts: Facts, configuration: Configuration, learner: Learner | None) -> Apprentice:
    """The apprentice of a project. Where RulePolicy would refuse to train on the rules, the other policies answer
    alone.
    """
    rules = facts.training.trained(configuration) if facts.training is not None else None
    if rules is None:
        configuration = configuration.without(rule_policy.POLICY)
    engine = Engine(facts.snapshot.domain, facts.tables.examples(), configuration, rules=rules)
    return Apprentice(facts, engine, learner)


def _heard(live: Predictor, transcript: Transcript) -> tuple[Answer | None, str]:
    """What a running Rasa says, or in words why it says nothing."""
    try:
        return live.after(*asked_next(transcript)), ""
    except LiveProblem as problem:
        return None, f"{problem} Teachback's own policies answer instead."


def _winner(answer: Answer, ranked: Sequence[RankedAction]) -> RankedAction:
    winner = answer.winner
    support = next((each.support for each in ranked if each.action == winner.action), 0)
    return RankedAction(winner.action or "", winner.confidence, winner.policy, support)


def _objections(facts: Facts, evidence: Evidence, action: str) -> Iterator[Reason]:
    """The stories that run something else in just this situation."""
    for other, places in evidence.places.items():
        if other != action:
            does = "wait for the user" if other == ACTION_LISTEN else f"run `{other}`"
            yield Reason(f"other stories {does} here", against=stories_of(facts, places))

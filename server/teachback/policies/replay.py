"""A known conversation, asked action by action what the policies would have done (R1, R3: core/test.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import RULE_SNIPPET, Domain
from teachback.dialogue.events import ActionExecuted, ActionRejected, Event, LoopInterrupted
from teachback.policies import form
from teachback.policies.prediction import Answer
from teachback.policies.predictor import Predictor
from teachback.policies.situation import situation_after


@dataclass(frozen=True, slots=True)
class ReplayedStep:
    """``action`` is what the conversation runs, ``answer`` what the policies say just before.

    ``action`` is ``None`` where the conversation ends and only what comes next is asked for.
    """

    action: str | None
    answer: Answer


def replay(predictor: Predictor, featurizer: Featurizer, events: Iterable[Event]) -> Iterator[ReplayedStep]:
    """What ``rasa test`` compares, one step an action, the first ``action_listen`` included.

    Nothing runs, so where the conversation leaves its form or loop a rejection is put in its mouth, as Rasa does; in
    1.x only where training knows the situation as unhappy. The ``...`` of a rule is no action, and no step comes of
    what follows it (R3:core/policies/rule_policy.py:_run_prediction_on_trackers).
    """
    happened: list[Event] = []
    chosen_by: str | None = None
    for event in events:
        if not isinstance(event, ActionExecuted) or event.name == RULE_SNIPPET or _follows_anything(happened):
            happened.append(event)
            continue
        answer = _ask(predictor, happened, chosen_by)
        if answer.winner.action != event.name:
            answer = _after_rejection(predictor, featurizer, happened, answer, chosen_by)
        yield ReplayedStep(event.name, answer)
        happened.append(event)
        chosen_by = answer.winner.policy


def _follows_anything(happened: Sequence[Event]) -> bool:
    last = next((event for event in reversed(happened) if isinstance(event, ActionExecuted)), None)
    return last is not None and last.name == RULE_SNIPPET


def _ask(predictor: Predictor, happened: list[Event], chosen_by: str | None) -> Answer:
    answer = predictor.after(happened, chosen_by)
    if predictor.domain.dialect is Dialect.RASA1:  # 3.x applies a prediction's events when it runs the action
        happened += answer.winner.events
    return answer


def _after_rejection(
    predictor: Predictor, featurizer: Featurizer, happened: list[Event], answer: Answer, chosen_by: str | None
) -> Answer:
    """The answer once the active form or loop has refused to run, where Rasa emulates that; else the first ``answer``.

    The rejection, and what 1.x adds because of it, become a part of what happened.
    """
    loop = situation_after(featurizer, happened).loop
    if loop is None or not _may_be_rejected(predictor.domain, loop, answer):
        return answer
    before = len(happened)
    happened.append(ActionRejected(loop))
    again = _ask(predictor, happened, chosen_by)
    # FormPolicy of 1.x interrupts the form only where training knows the situation as unhappy
    if predictor.domain.dialect is Dialect.RASA1 and LoopInterrupted(True) not in again.winner.events:
        del happened[before:]
        return answer
    return again


def _may_be_rejected(domain: Domain, loop: str, answer: Answer) -> bool:
    if domain.dialect is Dialect.RASA1:
        return answer.winner.policy == form.POLICY
    return answer.winner.action == loop and loop in domain.forms

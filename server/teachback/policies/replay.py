"""A known conversation, asked action by action what the policies would have done (R1, R3: core/test.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import RULE_SNIPPET, Domain
from teachback.dialogue.events import ActionExecuted, ActionRejected, Event, LoopInterrupted, UserUttered
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
    rehearsal = Rehearsal(predictor, featurizer)
    for event in events:
        if (
            isinstance(event, ActionExecuted)
            and event.name != RULE_SNIPPET
            and not _follows_anything(rehearsal.happened)
        ):
            yield ReplayedStep(event.name, rehearsal.answer_to(event.name))
        rehearsal.happen(event)


class Rehearsal:
    """A conversation that is gone through again, with all that has happened in it so far.

    ``happened`` are the told events and those that the policies added.
    """

    __slots__ = ("_asked", "_chosen_by", "_confidences", "_featurizer", "_predictor", "happened")

    def __init__(self, predictor: Predictor, featurizer: Featurizer) -> None:
        self._predictor = predictor
        self._featurizer = featurizer
        self._asked: str | None = None
        self._chosen_by: str | None = None
        self._confidences: tuple[float, ...] = ()
        self.happened: list[Event] = []

    def happen(self, event: Event, confidences: tuple[float, ...] = ()) -> None:
        """Let the next event of the conversation happen; ``confidences`` are those of a message's intents, highest
        first.
        """
        self.happened.append(event)
        if isinstance(event, UserUttered):
            self._confidences = confidences
        if isinstance(event, ActionExecuted):
            self._chosen_by, self._asked = self._asked, None

    def answer_to(self, action: str) -> Answer:
        """What the policies say just before the conversation runs ``action``.

        If that is something else, and the active form or loop may have refused to run, it is what they say then.
        """
        answer = self._ask()
        if answer.winner.action != action:
            answer = self._after_rejection(answer)
        self._asked = answer.winner.policy
        return answer

    def _ask(self) -> Answer:
        answer = self._predictor.after(self.happened, self._chosen_by, self._confidences)
        if self._predictor.domain.dialect is Dialect.RASA1:  # 3.x applies a prediction's events when it runs the action
            self.happened += answer.winner.events
        return answer

    def _after_rejection(self, answer: Answer) -> Answer:
        """The answer once the active form or loop has refused to run, where Rasa emulates that; else the first one.

        The rejection, and what 1.x adds because of it, become a part of what happened.
        """
        domain = self._predictor.domain
        loop = situation_after(self._featurizer, self.happened).loop
        if loop is None or not _may_be_rejected(domain, loop, answer):
            return answer
        before = len(self.happened)
        self.happened.append(ActionRejected(loop))
        again = self._ask()
        # FormPolicy of 1.x interrupts the form only where training knows the situation as unhappy
        if domain.dialect is Dialect.RASA1 and LoopInterrupted(True) not in again.winner.events:
            del self.happened[before:]
            return answer
        return again


def _follows_anything(happened: Sequence[Event]) -> bool:
    last = next((event for event in reversed(happened) if isinstance(event, ActionExecuted)), None)
    return last is not None and last.name == RULE_SNIPPET


def _may_be_rejected(domain: Domain, loop: str, answer: Answer) -> bool:
    if domain.dialect is Dialect.RASA1:
        return answer.winner.policy == form.POLICY
    return answer.winner.action == loop and loop in domain.forms

"""A known conversation, asked action by action what the policies would have done (R1, R3: core/test.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import RULE_SNIPPET
from teachback.dialogue.events import ActionExecuted, ActionRejected, Event
from teachback.policies import form
from teachback.policies.engine import Answer, Engine
from teachback.policies.situation import Situation, situation_after


@dataclass(frozen=True, slots=True)
class ReplayedStep:
    """``action`` is what the conversation runs, ``answer`` what the policies say just before.

    ``action`` is ``None`` where the conversation ends and only what comes next is asked for.
    """

    action: str | None
    answer: Answer


def replay(engine: Engine, featurizer: Featurizer, events: Iterable[Event]) -> Iterator[ReplayedStep]:
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
        answer = _ask(engine, featurizer, happened, chosen_by)
        if answer.winner.action != event.name and _reject(engine, featurizer, happened, answer):
            answer = _ask(engine, featurizer, happened, chosen_by)
        yield ReplayedStep(event.name, answer)
        happened.append(event)
        chosen_by = answer.winner.policy


def _follows_anything(happened: Sequence[Event]) -> bool:
    last = next((event for event in reversed(happened) if isinstance(event, ActionExecuted)), None)
    return last is not None and last.name == RULE_SNIPPET


def _ask(engine: Engine, featurizer: Featurizer, happened: list[Event], chosen_by: str | None) -> Answer:
    answer = engine.predict(situation_after(featurizer, happened, chosen_by))
    if engine.domain.dialect is Dialect.RASA1:  # 3.x applies a prediction's events when it runs the action
        happened += answer.winner.events
    return answer


def _reject(engine: Engine, featurizer: Featurizer, happened: list[Event], answer: Answer) -> bool:
    """Add the rejection of the active form or loop to what happened, where Rasa emulates one; whether it did."""
    loop = situation_after(featurizer, happened).loop
    if loop is None:
        return False
    happened.append(ActionRejected(loop))
    if engine.domain.dialect is Dialect.RASA3:
        return True
    if answer.winner.policy == form.POLICY and _is_unhappy(engine, situation_after(featurizer, happened)):
        return True
    happened.pop()
    return False


def _is_unhappy(engine: Engine, situation: Situation) -> bool:
    return engine.unhappy.form(situation.states) == situation.loop

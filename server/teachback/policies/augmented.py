"""AugmentedMemoizationPolicy of both generations (core/policies/memoization.py): recalls with less and less.

Slots that were set in the forgotten part are forgotten, too; that is what makes a difference to plain memoization.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, Event
from teachback.policies import memoization
from teachback.policies.memoization import Memory
from teachback.policies.prediction import Prediction
from teachback.policies.situation import Situation, situation_after

POLICY = "AugmentedMemoizationPolicy"


def predict(
    memory: Memory,
    featurizer: Featurizer,
    situation: Situation,
    priority: int,
    *,
    scored_by_understanding: bool = False,
) -> Prediction:
    """What plain memoization says of the conversation, or else of the longest end of it that it remembers."""
    ask = partial(
        memoization.predict,
        memory,
        policy=POLICY,
        priority=priority,
        scored_by_understanding=scored_by_understanding,
    )
    said = ask(situation)
    if said.scores:
        return said
    events = _shortened(situation.events, memory.max_history, featurizer.domain.dialect)
    while events:
        shorter = situation_after(featurizer, events, confidences=situation.confidences)
        said = ask(shorter)
        if said.scores:
            return said
        events = _from_second_action(shorter.events)
    return said


def _shortened(events: Sequence[Event], max_history: int | None, dialect: Dialect) -> Sequence[Event]:
    """Where recalling begins: 1.x forgets one action first, 3.x all but what the policy can see."""
    if dialect is Dialect.RASA1:
        return _from_second_action(events)
    seen = _seen(events, max_history)
    first = next((index for index, event in enumerate(seen) if isinstance(event, ActionExecuted)), len(seen))
    return seen[first:]


def _seen(events: Sequence[Event], max_history: int | None) -> Sequence[Event]:
    """The events from the last ``action_listen`` that lies more than ``max_history`` actions back."""
    if max_history is None:
        return events
    actions = 0
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, ActionExecuted):
            actions += 1
            if actions > max_history and event.name == ACTION_LISTEN:
                return events[index:]
    return events


def _from_second_action(events: Sequence[Event]) -> Sequence[Event]:
    actions = [index for index, event in enumerate(events) if isinstance(event, ActionExecuted)]
    return events[actions[1] :] if len(actions) > 1 else ()

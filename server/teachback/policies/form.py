"""FormPolicy of 1.x (R1:core/policies/form_policy.py): runs the active form, unless training leaves it here."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping, Sequence

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import LoopInterrupted
from teachback.dialogue.states import State
from teachback.policies.prediction import Prediction
from teachback.policies.situation import Situation
from teachback.policies.tables import Example
from teachback.policies.taught import TaughtStep

POLICY = "FormPolicy"

UnhappyKey = tuple[tuple[str | None, ...], State]
"""The action before the user spoke (empty at the start of a conversation), and the state after it."""


class UnhappyPaths:
    """The user turns that training stories contain while a form is active.

    Whatever action follows such a turn is irrelevant: a story that spells it out says that the form did not read it.
    """

    __slots__ = ("_forms",)

    def __init__(self, examples: Iterable[Example]) -> None:
        self._forms: MutableMapping[UnhappyKey, str] = {}
        for example in examples:
            newest = example.states[-1]
            if example.predictable and newest.loop is not None and newest.previous_action == ACTION_LISTEN:
                self._forms[unhappy_key(example.states)] = newest.loop

    def form(self, states: Sequence[State]) -> str | None:
        """The form that training leaves in this situation."""
        return self._forms.get(unhappy_key(states))

    def taught(self, steps: Iterable[TaughtStep]) -> UnhappyPaths:
        """The turns that are known here, and those of the steps."""
        twin = UnhappyPaths(())
        newest: dict[UnhappyKey, str] = {}
        for step in steps:
            state = step.states[-1]
            if state.loop is not None and state.previous_action == ACTION_LISTEN:
                newest[unhappy_key(step.states)] = state.loop
        twin._forms = ChainMap(newest, self._forms)
        return twin

    def known(self) -> Mapping[UnhappyKey, str]:
        """All that is remembered, key by key."""
        return dict(self._forms)


def unhappy_key(states: Sequence[State]) -> UnhappyKey:
    """What the policy looks up for a past."""
    before = () if len(states) < 2 else (states[-2].previous_action,)  # noqa: PLR2004 - the last two states count
    return (before, states[-1])


def predict(unhappy: UnhappyPaths, situation: Situation, priority: int) -> Prediction:
    """The active form after the user spoke, listening after the form ran, and nothing otherwise.

    In a situation that training knows as unhappy the form stays silent after it was rejected, and the policy says that
    the form must not validate the answer when another policy runs it.
    """
    form = situation.loop
    if form is None:
        return Prediction(POLICY, priority)
    if situation.previous_action == ACTION_LISTEN:
        if situation.loop_rejected and unhappy.form(situation.states) == form:
            return Prediction(POLICY, priority, events=(LoopInterrupted(True),))
        return Prediction(POLICY, priority, {form: 1.0})
    if situation.previous_action == form:
        return Prediction(POLICY, priority, {ACTION_LISTEN: 1.0})
    return Prediction(POLICY, priority)

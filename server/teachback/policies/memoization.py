"""MemoizationPolicy of both generations (R1:core/policies/memoization.py, R3:core/policies/memoization.py)."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping, Sequence

from teachback.dialogue.domain import ACTION_LISTEN, UNLIKELY_INTENT
from teachback.dialogue.states import State
from teachback.policies.prediction import Prediction
from teachback.policies.rules.rule_only import NOTHING, RuleOnly
from teachback.policies.situation import Situation
from teachback.policies.tables import Example
from teachback.policies.taught import TaughtStep

POLICY = "MemoizationPolicy"

Window = tuple[State, ...]


class Memory:
    """The windows of training and the one action that follows each; ``max_history`` ``None`` is the whole past.

    A window after which stories run different actions is forgotten for good. Short windows stay short, where 1.x fills
    them up with nothing: the length tells them apart either way. What only rules speak of is overlooked in recalling.
    """

    __slots__ = ("_actions", "_rule_only", "max_history")

    def __init__(self, examples: Iterable[Example], max_history: int | None, rule_only: RuleOnly = NOTHING) -> None:
        self.max_history = max_history
        self._rule_only = rule_only
        actions: MutableMapping[Window, str | None] = {}
        for example in examples:
            if example.predictable:
                window = self.window(example.states)
                known = actions.setdefault(window, example.action)
                if known != example.action:
                    actions[window] = None
        self._actions = actions

    def window(self, states: Sequence[State]) -> Window:
        """The part of a past that counts; a message with an intent has no text
        (R3:core/featurizers/tracker_featurizers.py:_remove_user_text_if_intent).
        """
        last = states if self.max_history is None else states[-self.max_history :]
        return tuple(state._replace(text=None) if state.intent and state.text else state for state in last)

    def recall(self, states: Sequence[State]) -> str | None:
        """The action that every story runs after these states.

        A running 3.x does not see its own doubt about an intent, nor the text of the latest message
        (tracker_featurizers.py:prediction_states), though training does.
        """
        seen = [state for state in self._rule_only.hide(states) if state.previous_action != UNLIKELY_INTENT]
        if seen and seen[-1].previous_action == ACTION_LISTEN and seen[-1].text:
            seen[-1] = seen[-1]._replace(text=None)
        return self._actions.get(self.window(seen))

    def taught(self, steps: Iterable[TaughtStep]) -> Memory:
        """A memory that recalls these steps, the later ones before the earlier, whatever stories say; else as this."""
        twin = Memory((), self.max_history, self._rule_only)
        newest: dict[Window, str | None] = {self.window(step.states): step.action for step in steps}
        twin._actions = ChainMap(newest, self._actions)
        return twin

    def known(self) -> Mapping[Window, str]:
        """All that is remembered, window by window."""
        return {window: action for window, action in self._actions.items() if action is not None}


def predict(
    memory: Memory, situation: Situation, policy: str, priority: int, *, scored_by_understanding: bool = False
) -> Prediction:
    """Score 1 for the remembered action, or the intent's confidence where the configuration asks for that."""
    action = memory.recall(situation.seen_by_learners)
    if action is None:
        return Prediction(policy, priority)
    score = situation.confidences[0] if scored_by_understanding and situation.confidences else 1.0
    return Prediction(policy, priority, {action: score})

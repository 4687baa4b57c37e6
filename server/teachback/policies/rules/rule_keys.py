"""Keys under which rules are remembered, and when one applies to a conversation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from teachback.dialogue.domain import RULE_SNIPPET
from teachback.dialogue.states import State
from teachback.policies.rules.rule_states import MUST_BE_UNSET, NOT_SET, active_loop

RuleKey = tuple[State, ...]
"""The states of a rule from its start, or from where any history may have come before, to its newest."""


def key_of(states: Sequence[State]) -> RuleKey:
    """What is left of states after the last marker; empty where nothing is (rule_policy.py:_create_feature_key)."""
    for index in range(len(states) - 1, -1, -1):
        if states[index].previous_action == RULE_SNIPPET:
            return tuple(states[index + 1 :])
    return tuple(states)


def loop_key_of(states: Sequence[State]) -> RuleKey:
    """What counts of a past inside a loop: the newest state, and the action before the user spoke
    (rule_policy.py:_states_for_unhappy_loop_predictions).
    """
    newest = states[-1]
    if len(states) == 1 or states[-2].previous_action is None:
        return key_of((newest,))
    before = states[-2]
    return key_of((State(previous_action=before.previous_action, previous_is_text=before.previous_is_text), newest))


def as_rasa_writes(key: RuleKey) -> str:
    """The key as Rasa's JSON; of several rules that apply, the one with the longest text wins."""
    return json.dumps([_plain(state) for state in key], sort_keys=True)


def _plain(state: State) -> Mapping[str, object]:
    user: dict[str, object] = {}
    if state.intent is not None:
        user["intent"] = state.intent
    if state.text is not None:
        user["text"] = state.text
    if state.entities:
        user["entities"] = list(state.entities)
    kind = "action_text" if state.previous_is_text else "action_name"
    parts: dict[str, object] = {
        "user": user,
        "slots": {slot: NOT_SET if value == MUST_BE_UNSET else list(value) for slot, value in state.slots},
        "prev_action": {} if state.previous_action is None else {kind: state.previous_action},
        "active_loop": {} if state.loop is None else {"name": state.loop},
    }
    return {name: part for name, part in parts.items() if part}


def applies(key: RuleKey, states: Sequence[State]) -> bool:
    """Whether a rule applies after these states: from the newest backwards, all that the rule says holds, whatever
    else may be there; a rule that starts where conversations start applies there alone (_is_rule_applicable).
    """
    return all(_agrees(rule, state) for rule, state in zip(reversed(key), reversed(states), strict=False))


def _agrees(rule: State, state: State) -> bool:
    if rule.previous_action is None or state.previous_action is None:
        return rule.previous_action is None and state.previous_action is None
    return (
        (rule.previous_action, rule.previous_is_text) == (state.previous_action, state.previous_is_text)
        and rule.intent in (None, state.intent)
        and rule.text in (None, state.text)
        and rule.entities in ((), state.entities)
        and _loops_agree(rule.loop, state.loop)
        and (not rule.slots or _slots_agree(rule, state))
    )


def _loops_agree(rule: str | None, loop: str | None) -> bool:
    if rule == NOT_SET:
        return active_loop(loop) is None
    return rule in (None, loop)


def _slots_agree(rule: State, state: State) -> bool:
    slots = dict(state.slots)
    return all(slots.get(name, MUST_BE_UNSET) == wanted for name, wanted in rule.slots)


class KeyIndex:
    """Finds the rules that may apply by the newest state's action and intent."""

    __slots__ = ("_keys",)

    def __init__(self, keys: Iterable[RuleKey]) -> None:
        self._keys: dict[tuple[str | None, str | None], list[RuleKey]] = {}
        for key in keys:
            self._keys.setdefault((key[-1].previous_action, key[-1].intent), []).append(key)

    def is_near(self, newest: State) -> bool:
        """Whether any key may apply after a state, whatever came before it."""
        if newest.previous_action is None:  # at the start nothing else is compared
            return any(action is None for action, _ in self._keys)
        action = newest.previous_action
        return (action, newest.intent) in self._keys or (action, None) in self._keys

    def applicable(self, states: Sequence[State]) -> list[RuleKey]:
        """The keys that apply after these states."""
        newest = states[-1]
        near = self._keys.get((newest.previous_action, newest.intent), [])
        if newest.intent is not None:
            near = [*near, *self._keys.get((newest.previous_action, None), ())]
        if newest.previous_action is None:  # at the start nothing else is compared
            near = [key for (action, _), keys in self._keys.items() if action is None for key in keys]
        return [key for key in near if applies(key, states)]

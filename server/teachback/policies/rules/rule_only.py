"""Slots and loops that only rules speak of, which policies that learn from stories never see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from teachback.dialogue.states import State
from teachback.policies.rules.rule_states import active_loop


@dataclass(frozen=True, slots=True)
class RuleOnly:
    """The names that stand in states of rules and in none of stories (rule_policy.py:_find_rule_only_slots_loops)."""

    slots: frozenset[str] = frozenset()
    loops: frozenset[str] = frozenset()

    def hide(self, states: Sequence[State]) -> Sequence[State]:
        """The states without them (R3:shared/core/domain.py:_remove_rule_only_features)."""
        if not self.slots and not self.loops:
            return states
        return [self._without(state) for state in states]

    def _without(self, state: State) -> State:
        slots = tuple((name, features) for name, features in state.slots if name not in self.slots)
        return state._replace(slots=slots, loop=None if state.loop in self.loops else state.loop)


NOTHING = RuleOnly()


class Named(NamedTuple):
    """The slots and loops of states."""

    slots: frozenset[str]
    loops: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.slots or self.loops)


NO_NAMES = Named(frozenset(), frozenset())


def names_in(states: Iterable[State]) -> Named:
    """All that are set in some states."""
    slots: set[str] = set()
    loops: set[str] = set()
    for state in states:
        slots.update(name for name, _ in state.slots)
        if (loop := active_loop(state.loop)) is not None:
            loops.add(loop)
    return Named(frozenset(slots), frozenset(loops))


def rule_only(of_rules: Named, of_stories: Named) -> RuleOnly:
    """What is in ``of_rules`` alone."""
    return RuleOnly(of_rules.slots - of_stories.slots, of_rules.loops - of_stories.loops)

"""The slots and loops that stories speak of, kept up to date group by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from teachback.policies.learnt import Group
from teachback.policies.rules.rule_only import NO_NAMES, Named, names_in
from teachback.policies.tables import Tables


class StoryNames:
    """Counts the groups of stories in whose states a slot or loop is set."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._of_groups: dict[Group, Named] = {}
        self._slots = Counter[str]()
        self._loops = Counter[str]()

    def part(self) -> None:
        """Share no more with the one of which this is a copy."""
        self._of_groups, self._slots, self._loops = dict(self._of_groups), self._slots.copy(), self._loops.copy()

    def all(self) -> Named:
        """What stands in any state."""
        return Named(frozenset(+self._slots), frozenset(+self._loops))

    def update(self, changed: Iterable[Group]) -> None:
        """Look again at groups that have come or gone."""
        for group in changed:
            gone, named = self._of_groups.pop(group, NO_NAMES), self._named(group)
            if named:
                self._of_groups[group] = named
            self._slots.subtract(gone.slots)
            self._loops.subtract(gone.loops)
            self._slots.update(named.slots)
            self._loops.update(named.loops)

    def _named(self, group: Group) -> Named:
        walk = self._tables.walk(group)
        if walk is None:
            return NO_NAMES
        return names_in(map(self._tables.states.state, {learnt.history.state for learnt in walk.learnt}))

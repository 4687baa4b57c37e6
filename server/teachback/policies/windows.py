"""The table behind memoization and contradictions: a window of states, and the actions that stories say follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from teachback.policies.history import WindowKey
from teachback.policies.learnt import Learnt

Row = Mapping[str, Mapping[Learnt, None]]
"""The examples of one window by action; an example's place is where the row was learnt."""


class WindowTable:
    """Rows that are added and taken out as stories change; knows at any moment which rows are contradictory: those
    with several actions, and those with an action that contradicts by itself, whatever else stands there.
    """

    __slots__ = ("_contradictory", "_rows", "_touched", "_unfit")

    def __init__(self, unfit: frozenset[str] = frozenset()) -> None:
        self._unfit = unfit
        # Most windows stand in one place alone: their example is the whole row.
        self._rows: dict[WindowKey, Learnt | dict[str, dict[Learnt, None]]] = {}
        self._contradictory: dict[WindowKey, None] = {}
        self._touched: dict[WindowKey, set[str]] = {}

    def add(self, learnt: Iterable[tuple[WindowKey, Learnt]]) -> None:
        """Put examples in, each with the key of its row."""
        for key, example in learnt:
            row = self._rows.setdefault(key, example)
            several = False
            if row is not example:
                if isinstance(row, Learnt):
                    row = self._rows[key] = _row_of(row)
                row.setdefault(example.action, {})[example] = None
                several = len(row) > 1
            if several or example.action in self._unfit:
                self._contradictory[key] = None
            self._touch(key, example.action)

    def remove(self, learnt: Iterable[tuple[WindowKey, Learnt]]) -> None:
        """Take examples out that were put in before; raises ``KeyError`` for any other."""
        for key, example in learnt:
            row = self._rows[key]
            if isinstance(row, Learnt):
                row = _row_of(row)
            del row[example.action][example]
            self._touch(key, example.action)
            if row[example.action]:
                continue
            del row[example.action]
            if not row:
                del self._rows[key]
            if len(row) < _SEVERAL and self._unfit.isdisjoint(row):
                self._contradictory.pop(key, None)

    def settle(self) -> Mapping[WindowKey, AbstractSet[str]]:
        """The rows that were or are contradictory and have changed since this was asked last, each with the actions of
        which the examples are others. Of one that did not contradict then, it may be any.
        """
        touched, self._touched = self._touched, {}
        return touched

    def row(self, key: WindowKey) -> Row:
        """The actions that follow a window; empty when no story has it."""
        row = self._rows.get(key, {})
        return _row_of(row) if isinstance(row, Learnt) else row

    def contradictory_keys(self) -> tuple[WindowKey, ...]:
        """The keys of the windows after which stories run different actions, or one that contradicts by itself."""
        return tuple(self._contradictory)

    def is_contradictory(self, key: WindowKey) -> bool:
        """Whether a key is among the contradictory ones."""
        return key in self._contradictory

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[WindowKey]:
        return iter(self._rows)

    def _touch(self, key: WindowKey, action: str) -> None:
        """Note down all that happens to a row from the moment at which it contradicts until this is settled."""
        if key in self._contradictory or key in self._touched:
            self._touched.setdefault(key, set()).add(action)


def _row_of(example: Learnt) -> dict[str, dict[Learnt, None]]:
    return {example.action: {example: None}}


_SEVERAL = 2

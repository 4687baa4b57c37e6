"""The table behind memoization and contradictions: a window of states, and the actions that stories say follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from teachback.policies.history import WindowKey
from teachback.policies.learnt import Learnt

Row = Mapping[str, Mapping[Learnt, None]]
"""The examples of one window by action; an example's place is where the row was learnt."""


class WindowTable:
    """Rows that are added and taken out as stories change; knows at any moment which rows hold several actions."""

    __slots__ = ("_contradictory", "_rows")

    def __init__(self) -> None:
        self._rows: dict[WindowKey, dict[str, dict[Learnt, None]]] = {}
        self._contradictory: dict[WindowKey, None] = {}

    def add(self, learnt: Iterable[Learnt]) -> None:
        """Put examples in."""
        for example in learnt:
            row = self._rows.get(example.key)
            if row is None:  # most windows stand in one place alone
                self._rows[example.key] = {example.action: {example: None}}
                continue
            row.setdefault(example.action, {})[example] = None
            if len(row) > 1:
                self._contradictory[example.key] = None

    def remove(self, learnt: Iterable[Learnt]) -> None:
        """Take examples out that were put in before; raises ``KeyError`` for any other."""
        for example in learnt:
            row = self._rows[example.key]
            del row[example.action][example]
            if row[example.action]:
                continue
            del row[example.action]
            if len(row) == 1:
                self._contradictory.pop(example.key, None)
            elif not row:
                del self._rows[example.key]

    def row(self, key: WindowKey) -> Row:
        """The actions that follow a window; empty when no story has it."""
        return self._rows.get(key, {})

    def contradictory(self) -> Iterator[tuple[WindowKey, Row]]:
        """The windows after which stories run different actions."""
        for key in self._contradictory:
            yield key, self._rows[key]

    def contradictory_keys(self) -> tuple[WindowKey, ...]:
        """The keys of ``contradictory``."""
        return tuple(self._contradictory)

    def rows(self) -> Iterator[tuple[WindowKey, Row]]:
        """Every window with the actions that follow it."""
        yield from self._rows.items()

    def rows_with(self, action: str) -> Iterator[tuple[WindowKey, Row]]:
        """The windows after which a story runs an action."""
        for key, row in self._rows.items():
            if action in row:
                yield key, row

    def __len__(self) -> int:
        return len(self._rows)

"""What the stories of a project say follows what, counted, and kept up to date group by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.policies.conversations import to_the_end
from teachback.policies.learnt import Learnt, Walk
from teachback.policies.statistical.backoff import Backoff
from teachback.policies.tables import Tables
from teachback.policies.walk_changes import WalkChanges

Counted = tuple[tuple[int, ...], str]
"""The numbers of a window's states, the newest last, and the action that follows."""

AT_ONCE = 250
"""Groups of stories that are counted between two checks: some tens of milliseconds."""


class StoryCounts:
    """Counts the lessons of some tables (``training_set.is_lesson``). Only groups of stories that came or went since
    are looked at again.
    """

    __slots__ = ("_backoff", "_changes", "tables")

    def __init__(self, tables: Tables, domain_actions: Iterable[str]) -> None:
        self.tables = tables
        self._backoff = Backoff(domain_actions, tables.max_history, tables.states)
        self._changes = WalkChanges(tables)

    def update(self, check: Callable[[], None] = to_the_end) -> Backoff:
        """The probabilities as the stories are now: the same object each time. What ``check`` raises ends the work, of
        which nothing is done twice.
        """
        changes = self._changes.since()
        while some := list(islice(changes, AT_ONCE)):
            self._count(some)
            check()
        return self._backoff

    def _count(self, changes: Iterable[tuple[Walk | None, Walk | None]]) -> None:
        told = Counter[Counted]()
        for gone, fresh in changes:
            told.subtract(self._lessons(gone))
            told.update(self._lessons(fresh))
        for (window, action), times in told.items():
            if times:
                self._backoff.count(window, action, times)

    def _lessons(self, walk: Walk | None) -> Iterator[Counted]:
        learnt = walk.learnt if walk is not None else ()
        return ((self._window(each), each.action) for each in learnt if self._is_lesson(each))

    def _is_lesson(self, learnt: Learnt) -> bool:
        silent = learnt.implied and self.tables.states.state(learnt.history.state).previous_action == ACTION_LISTEN
        return learnt.predictable and not silent

    def _window(self, learnt: Learnt) -> tuple[int, ...]:
        if isinstance(learnt.key, tuple):
            return learnt.key[-self._backoff.distance :]
        return tuple(islice(learnt.history.newest_first(), self._backoff.distance))[::-1]

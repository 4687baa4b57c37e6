"""What the stories of a project say follows what, counted, and kept up to date group by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.policies.conversations import to_the_end
from teachback.policies.group_news import Mark, groups_since
from teachback.policies.learnt import Group, Learnt, Walk
from teachback.policies.statistical.backoff import Backoff
from teachback.policies.tables import Tables

Counted = tuple[tuple[int, ...], str]
"""The numbers of a window's states, the newest last, and the action that follows."""

AT_ONCE = 100
"""Groups of stories that are counted between two checks: some milliseconds."""


class StoryCounts:
    """Counts the lessons of some tables (``training_set.is_lesson``). Only groups of stories that came or went since
    are looked at again.
    """

    __slots__ = ("_backoff", "_mark", "_uncounted", "_walks", "tables")

    def __init__(self, tables: Tables, domain_actions: Iterable[str]) -> None:
        self.tables = tables
        self._backoff = Backoff(domain_actions, tables.max_history, tables.states)
        self._walks: dict[Group, Walk] = {}
        self._mark: Mark | None = None
        self._uncounted: set[Group] = set()

    def update(self, check: Callable[[], None] = to_the_end) -> Backoff:
        """The probabilities as the stories are now: the same object each time. What ``check`` raises ends the work, of
        which nothing is done twice.
        """
        tables, uncounted = self.tables, self._uncounted
        uncounted |= {group for group, _ in tables.walks()} if self._mark is None else groups_since(self._mark)
        self._mark = tables.news.mark()
        while uncounted:
            check()
            self._count([uncounted.pop() for _ in range(min(AT_ONCE, len(uncounted)))])
        return self._backoff

    def _count(self, groups: Iterable[Group]) -> None:
        told = Counter[Counted]()
        for group in groups:
            gone, fresh = self._walks.pop(group, None), self.tables.walk(group)
            if gone is not None:
                told.subtract(self._lessons(gone))
            if fresh is not None:
                told.update(self._lessons(fresh))
                self._walks[group] = fresh
        for (window, action), times in told.items():
            if times:
                self._backoff.count(window, action, times)

    def _lessons(self, walk: Walk) -> Iterator[Counted]:
        return ((self._window(learnt), learnt.action) for learnt in walk.learnt if self._is_lesson(learnt))

    def _is_lesson(self, learnt: Learnt) -> bool:
        silent = learnt.implied and self.tables.states.state(learnt.history.state).previous_action == ACTION_LISTEN
        return learnt.predictable and not silent

    def _window(self, learnt: Learnt) -> tuple[int, ...]:
        if isinstance(learnt.key, tuple):
            return learnt.key[-self._backoff.distance :]
        return tuple(islice(learnt.history.newest_first(), self._backoff.distance))[::-1]

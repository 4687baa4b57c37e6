"""What groups of stories taught before and teach now, for whoever counts or lists it."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.policies.group_news import Mark, groups_since
from teachback.policies.learnt import Group, Walk
from teachback.policies.tables import Tables


class WalkChanges:
    """Tells of each change once; of all that is taught at first."""

    __slots__ = ("_mark", "_told", "_untold", "tables")

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._told: dict[Group, Walk] = {}
        self._untold: set[Group] = set()
        self._mark: Mark | None = None

    def since(self) -> Iterator[tuple[Walk | None, Walk | None]]:
        """What is taught no more, and what now instead, since this was asked last. Whoever stops on the way is told of
        the others the next time.
        """
        groups = {group for group, _ in self.tables.walks()} if self._mark is None else groups_since(self._mark)
        self._untold |= groups
        self._mark = self.tables.news.mark()
        while self._untold:
            group = self._untold.pop()
            gone, fresh = self._told.pop(group, None), self.tables.walk(group)
            if fresh is not None:
                self._told[group] = fresh
            if gone is not fresh:
                yield gone, fresh

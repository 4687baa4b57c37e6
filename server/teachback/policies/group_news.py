"""Which groups of stories have come or gone, for whoever keeps something about each of them."""

from __future__ import annotations

from weakref import ReferenceType, ref

from teachback.policies.learnt import Group


class Mark:
    """A moment from which somebody wants to know what is new: ``groups`` have changed between it and ``after``."""

    __slots__ = ("__weakref__", "after", "groups")

    def __init__(self) -> None:
        self.groups: set[Group] = set()
        self.after: Mark | None = None


class GroupNews:
    """A chain of marks, each held by nobody but those who look back to it or to an earlier one."""

    __slots__ = ("_latest",)

    def __init__(self) -> None:
        self._latest: ReferenceType[Mark] | None = None

    def add(self, group: Group) -> None:
        """A group has come or gone; one that has changed is both."""
        latest = self._latest() if self._latest is not None else None
        if latest is not None:
            latest.groups.add(group)

    def mark(self) -> Mark:
        """This moment. As long as it is kept, ``since`` can be asked about it."""
        latest = self._latest() if self._latest is not None else None
        if latest is not None and not latest.groups:
            return latest
        mark = Mark()
        if latest is not None:
            latest.after = mark
        self._latest = ref(mark)
        return mark


def groups_since(mark: Mark) -> frozenset[Group]:
    """The groups that have come or gone since a moment, or both."""
    groups = set[Group]()
    link: Mark | None = mark
    while link is not None:
        groups |= link.groups
        link = link.after
    return frozenset(groups)

"""How far a policy looks back, and what it then takes for the same past."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

WindowKey = tuple[int, ...] | int
"""What stands for a window: the numbers of its states, or one number for a whole past."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The states of one conversation up to now as a chain, so that stories with a common start share it.

    ``state`` is a number of the ``StateTable``.
    """

    state: int
    before: History | None

    def newest_first(self) -> Iterator[int]:
        """The numbers of the states, the newest first."""
        link: History | None = self
        while link is not None:
            yield link.state
            link = link.before

    def oldest_first(self) -> tuple[int, ...]:
        """The numbers of the states, the newest last."""
        return tuple(self.newest_first())[::-1]


class Lookback:
    """Gives pasts that a policy cannot tell apart the same key.

    With a ``max_history`` the key holds the last states; without, equal whole pasts share one number. 1.x fills short
    windows up with nothing, 3.x leaves them short: either way the length tells a start from a later point.
    """

    __slots__ = ("_links", "_numbers", "max_history")

    def __init__(self, max_history: int | None) -> None:
        self.max_history = max_history
        self._numbers: dict[tuple[int, int], int] = {}
        self._links: list[tuple[int, int]] = []

    @property
    def start(self) -> WindowKey:
        """The key of a conversation that has no state yet."""
        return 0 if self.max_history is None else ()

    def extend(self, key: WindowKey, state: int) -> WindowKey:
        """The key after one more state."""
        if isinstance(key, tuple):
            return (*key, state)[-(self.max_history or 1) :]
        link = (key, state)
        number = self._numbers.setdefault(link, len(self._numbers) + 1)
        if number > len(self._links):
            self._links.append(link)
        return number

    def states(self, key: WindowKey) -> tuple[int, ...]:
        """The numbers of the states of a key that was given here, the newest last."""
        if isinstance(key, tuple):
            return key
        found: list[int] = []
        while key:
            key, state = self._links[key - 1]
            found.append(state)
        return tuple(reversed(found))

    def remembered(self, key: WindowKey) -> WindowKey:
        """What of a key still matters once another state has come: the part that two pasts must share to merge."""
        if isinstance(key, tuple):
            return key[1:] if len(key) == self.max_history else key
        return key


FORGETFUL = Lookback(1)
"""Looks back so little that pasts merge as soon as conversations are alike: enough to find the shortest way."""

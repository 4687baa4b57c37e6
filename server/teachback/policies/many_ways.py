"""Groups of stories with more ways through them than can be walked, and what contradicts in them all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import islice
from typing import NamedTuple

from teachback.policies.contested import Contest, Shared, shared_with, stands_after
from teachback.policies.history import History, Lookback, WindowKey
from teachback.policies.learnt import Learnt
from teachback.policies.positions import Position, Positions
from teachback.policies.same_pasts import stands_of

# Pairs of pasts that are compared to find out what would separate them.
MOST_COMPARED = 400


class Found(NamedTuple):
    """What such stories run after a window, and the numbers of the stands in which it ends."""

    examples: tuple[Learnt, ...] = ()
    stands: tuple[int, ...] = ()


NOTHING = Found()


class ManyWays:
    """Judges such groups by the graph of their positions, among each other and against windows of other stories.

    ``cut`` says that this is too much to find out, and nothing else is known then. An ``unfit`` action contradicts by
    itself; after a state that is ``first`` in a conversation nothing does.
    """

    def __init__(
        self, positions: Iterable[Positions], lookback: Lookback, unfit: frozenset[str], first: Callable[[int], bool]
    ) -> None:
        self._lookback = lookback
        self._stands = stands_of(sum(positions, Positions()))
        self._contest = Contest(self._stands, lookback.max_history, unfit, first)
        self.cut = self._contest.cut

    def contradictory(self) -> dict[WindowKey, Found]:
        """Windows that show everything that contradicts in these groups."""
        found: dict[WindowKey, Found] = {}
        for window in self._contest.windows():
            key = reduce(self._lookback.extend, window.states, self._lookback.start)
            found[key] = self._found(key, window.states, window.stands)
        return found

    def after(self, key: WindowKey, states: Sequence[int]) -> Found:
        """What these groups run after a window of other stories. ``states`` are those of the key, the newest
        last.
        """
        limit = self._lookback.max_history
        reached = stands_after(self._stands, states, whole=limit is None or len(states) < limit)
        return self._found(key, states, reached) if reached else NOTHING

    def knows(self, state: int) -> bool:
        """Whether these groups ever come to a state; most windows of other stories end in none."""
        return state in self._stands.in_state

    def shared(self, found: Found, others: Iterable[Learnt]) -> Shared:
        """What pasts share that lead to different actions, among these groups or of these and others."""
        shared = self._contest.shared(found.stands)
        for other in islice(others, MOST_COMPARED):
            actions = frozenset((other.action,))
            differing = (each for each in found.stands if self._stands.all[each].actions != actions)
            more = shared_with(self._stands, differing, other.history.newest_first())
            shared = Shared(max(shared.longest, more.longest), shared.whole or more.whole)
        return shared

    def _found(self, key: WindowKey, states: Sequence[int], reached: tuple[int, ...]) -> Found:
        history: History | None = None
        for state in states:
            history = History(state, history)
        assert history is not None  # noqa: S101 - a window has a state
        positions = (self._stands.positions[member] for each in reached for member in self._stands.all[each].members)
        return Found(tuple(dict.fromkeys(_learnt(each, key, history) for each in positions)), reached)


def _learnt(position: Position, key: WindowKey, history: History) -> Learnt:
    return Learnt(key, position.action, position.story, position.step, position.implied, history, position.predictable)

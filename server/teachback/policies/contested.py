"""Windows after which stories run different actions, found in the graph of positions.

After a cycle, or many layers of checkpoints, there may be more such windows than anybody can list, all at the same
places. So many are given, the shortest first, that every two places that contradict each other do so in one of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, islice, product
from typing import NamedTuple

from teachback.policies.positions import START, Position
from teachback.policies.same_pasts import Stand, Stands
from teachback.policies.shared_pasts import MOST_PAIRS, Pair, SharedPasts


@dataclass(frozen=True, slots=True)
class ContestedWindow:
    """The numbers of its states, the newest last, and of the stands in which it ends."""

    states: tuple[int, ...]
    stands: tuple[int, ...]


class Shared(NamedTuple):
    """What pasts can have in common that lead to different actions: how many of their last states at the most
    (``inf``: any number), and whether two of them are the same as a ``whole``.
    """

    longest: float = 0
    whole: bool = False


class Contest:
    """What contradicts what among stands, in windows of ``max_history`` states, or with ``None`` in whole pasts.

    An ``unfit`` action contradicts by itself; after a state that is ``first`` nothing does. ``cut`` says that too
    many pairs of stands would have to be followed; nothing else is known then. ``visited`` counts the pairs.
    """

    def __init__(
        self, stands: Stands, max_history: int | None, unfit: frozenset[str], first: Callable[[int], bool]
    ) -> None:
        self._stands = stands
        self._limit = math.inf if max_history is None else max_history
        self._unfit = unfit
        self._wanted = list(islice(_at_odds(stands, unfit, first), MOST_PAIRS + 1))
        self._pasts = SharedPasts(stands, self._wanted)
        self.cut = self._pasts.cut
        self.visited = self._pasts.visited

    def windows(self) -> Iterator[ContestedWindow]:
        """For every two places that contradict each other a window in which they do, the shortest first."""
        told: set[frozenset[_Place]] = set()
        for length, pair in sorted(self._contested()):
            if told.issuperset(_places_at_odds(self._stands, pair, self._unfit)):
                continue
            window = self._window(pair, length)
            for each in self._pairs_at_odds(window.stands):
                told.update(_places_at_odds(self._stands, each, self._unfit))
            yield window

    def shared(self, stands: Iterable[int]) -> Shared:
        """What pasts of some stands in one window share that run different actions."""
        reaches = [self._pasts.reach(pair) for pair in self._pairs_at_odds(stands)]
        whole = any(each.shortest < math.inf for each in reaches)
        return Shared(max((each.longest for each in reaches), default=0), whole)

    def _contested(self) -> Iterator[tuple[int, Pair]]:
        """The pairs that share a window, each with the length of the shortest such window."""
        for pair in self._wanted:
            reach = self._pasts.reach(pair)
            if reach.shortest < self._limit or reach.longest >= self._limit < math.inf:
                yield int(min(reach.shortest, self._limit)), pair

    def _window(self, pair: Pair, length: int) -> ContestedWindow:
        whole = length < self._limit
        states = self._pasts.whole(pair) if whole else self._pasts.last(pair, length)
        return ContestedWindow(states, stands_after(self._stands, states, whole=whole))

    def _pairs_at_odds(self, stands: Iterable[int]) -> Iterator[Pair]:
        for pair in combinations_with_replacement(sorted(stands), 2):
            actions = self._stands.all[pair[0]].actions | self._stands.all[pair[1]].actions
            if len(actions) > 1 or not self._unfit.isdisjoint(actions):
                yield pair


def stands_after(stands: Stands, window: Sequence[int], *, whole: bool) -> tuple[int, ...]:
    """The stands in which a past ends with these states, the newest last; or is just these, where ``whole``."""
    if not all(state in stands.in_state for state in window):
        return ()
    reached = (stands.begin if whole else stands.in_state).get(window[0], ())
    for state in window[1:]:
        reached = tuple(dict.fromkeys(each for one in reached for each in stands.all[one].after.get(state, ())))
    return tuple(sorted(reached))


def shared_with(stands: Stands, reached: Iterable[int], newest_first: Iterable[int]) -> Shared:
    """What a past shares with those that lead to some stands."""
    count, earlier, begins = 0, frozenset(reached), False
    for state in newest_first:
        there = [each for each in earlier if each != START and stands.all[each].state == state]
        if not there:
            return Shared(count)
        count += 1
        earlier = frozenset(each for one in there for each in stands.all[one].before)
        begins = START in earlier
    return Shared(count, begins)


_Place = tuple[int, int, bool, str]


def _at_odds(stands: Stands, unfit: frozenset[str], first: Callable[[int], bool]) -> Iterator[Pair]:
    """The pairs of stands in one state that do not run one and the same action."""
    for those in (those for state, those in stands.in_state.items() if not first(state)):
        alike: dict[frozenset[str], list[int]] = {}
        for number in those:
            alike.setdefault(stands.all[number].actions, []).append(number)
        for mine, theirs in combinations_with_replacement(alike.values(), 2):
            if (
                mine is theirs
                and len(stands.all[mine[0]].actions) == 1
                and unfit.isdisjoint(stands.all[mine[0]].actions)
            ):
                continue
            pairs = combinations_with_replacement(mine, 2) if mine is theirs else product(mine, theirs)
            yield from ((min(pair), max(pair)) for pair in pairs)


def _places_at_odds(stands: Stands, pair: Pair, unfit: frozenset[str]) -> Iterator[frozenset[_Place]]:
    mine, theirs = (_places(stands, stands.all[each]) for each in pair)
    for one, other in product(mine, theirs):
        if one[-1] != other[-1] or one[-1] in unfit:
            yield frozenset((one, other))


def _places(stands: Stands, stand: Stand) -> list[_Place]:
    return list(dict.fromkeys(map(_place, (stands.positions[member] for member in stand.members))))


def _place(position: Position) -> _Place:
    return (position.story, position.step, position.implied, position.action)

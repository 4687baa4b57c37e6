"""Which stands can be reached with the same states before them: an exact answer, without a list of ways.

Two stands are followed back in step, through pairs of stands in the same state, to where both are one or both begin.
What a path through such pairs passes is a past that both have. A pair of one stand with itself is not followed: it
shares all of its pasts.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from teachback.policies.positions import START
from teachback.policies.same_pasts import Stands

# So many pairs may be followed; where there are more, a group of stories is judged by the ways that were walked.
MOST_PAIRS = 200_000

Pair = tuple[int, int]
"""The numbers of two stands, the smaller first."""


class Reach(NamedTuple):
    """How far back pasts go. ``shortest`` is the number of states of the shortest past that is shared as a whole
    (``inf``: none is), ``longest`` how many of the last states can be the same at the most (``inf``: any number).
    """

    shortest: float
    longest: float


class SharedPasts:
    """The pairs that lead to some pairs of stands, and what pasts they share."""

    def __init__(self, stands: Stands, wanted: Iterable[Pair]) -> None:
        """``visited`` counts the pairs; ``cut`` says that there were too many, and nothing else is known then."""
        self._stands = stands
        self._alone = _reach_alone(stands)
        self._before: dict[Pair, tuple[Pair, ...]] = {}
        self.cut = not self._follow(wanted)
        self.visited = len(self._before)
        self._shortest: dict[Pair, float] = {}
        self._longest: dict[Pair, float] = {}
        if not self.cut:
            self._measure()

    def reach(self, pair: Pair) -> Reach:
        """What a pair shares: one that was asked for, or that leads to one."""
        if pair[0] == pair[1]:
            return self._alone[pair[0]]
        return Reach(self._shortest.get(pair, math.inf), self._longest.get(pair, math.inf))

    def whole(self, pair: Pair) -> tuple[int, ...]:
        """The states of the shortest past that a pair shares as a whole, the newest last."""
        at, states = pair, [self._state(pair)]
        while self.reach(at).shortest > 1:
            at = min(self._earlier(at), key=lambda each: self.reach(each).shortest)
            states.append(self._state(at))
        return tuple(reversed(states))

    def last(self, pair: Pair, count: int) -> tuple[int, ...]:
        """So many last states that a pair can share, the newest last; it must reach that far."""
        at, states = pair, [self._state(pair)]
        while len(states) < count:
            wanted = count - len(states)
            at = next(each for each in self._earlier(at) if self.reach(each).longest >= wanted)
            states.append(self._state(at))
        return tuple(reversed(states))

    def _state(self, pair: Pair) -> int:
        return self._stands.all[pair[0]].state

    def _earlier(self, pair: Pair) -> Iterable[Pair]:
        one, other = pair
        if one != other:
            return self._before[pair]
        return ((each, each) for each in self._stands.all[one].before if each != START)

    def _follow(self, wanted: Iterable[Pair]) -> bool:
        waiting = deque(pair for pair in wanted if pair[0] != pair[1])
        while waiting:
            pair = waiting.popleft()
            if pair in self._before:
                continue
            if len(self._before) >= MOST_PAIRS:
                return False
            earlier = self._before[pair] = tuple(_pairs_before(self._stands, pair))
            waiting.extend(each for each in earlier if each[0] != each[1])
        return True

    def _measure(self) -> None:
        after: dict[Pair, list[Pair]] = {pair: [] for pair in self._before}
        for pair, earlier in self._before.items():
            for each in earlier:
                if each[0] != each[1]:
                    after[each].append(pair)
        self._measure_shortest(after)
        self._measure_longest(after)

    def _measure_shortest(self, after: Mapping[Pair, Sequence[Pair]]) -> None:
        waiting = [(1.0, pair) for pair in self._before if self._may_begin(pair)]
        waiting += [
            (1 + min(alone), pair)
            for pair, earlier in self._before.items()
            if (alone := [self._alone[one].shortest for one, other in earlier if one == other])
        ]
        heapq.heapify(waiting)
        while waiting:
            length, pair = heapq.heappop(waiting)
            if pair not in self._shortest:
                self._shortest[pair] = length
                for following in after[pair]:
                    heapq.heappush(waiting, (length + 1, following))

    def _may_begin(self, pair: Pair) -> bool:
        return all(START in self._stands.all[each].before for each in pair)

    def _measure_longest(self, after: Mapping[Pair, Sequence[Pair]]) -> None:
        """Pairs on a circle of pairs, and all after it, are left out: they reach back without end."""
        open_before = {pair: sum(one != other for one, other in earlier) for pair, earlier in self._before.items()}
        waiting = deque(pair for pair, count in open_before.items() if count == 0)
        while waiting:
            pair = waiting.popleft()
            self._longest[pair] = 1 + max((self.reach(each).longest for each in self._before[pair]), default=0)
            for following in after[pair]:
                open_before[following] -= 1
                if open_before[following] == 0:
                    waiting.append(following)


def _pairs_before(stands: Stands, pair: Pair) -> Iterator[Pair]:
    """The pairs of stands in the same state that may come just before; none twice."""
    one, other = (stands.all[each] for each in pair)
    by_state: dict[int, list[int]] = {}
    for each in other.before:
        if each != START:
            by_state.setdefault(stands.all[each].state, []).append(each)
    found = {
        (min(mine, theirs), max(mine, theirs)): None
        for mine in one.before
        if mine != START
        for theirs in by_state.get(stands.all[mine].state, ())
    }
    return iter(found)


def _reach_alone(stands: Stands) -> list[Reach]:
    """How long the pasts of each stand are."""
    shortest = dict.fromkeys((each for those in stands.begin.values() for each in those), 1)
    waiting = deque(shortest)
    following = [[each for those in stand.after.values() for each in those] for stand in stands.all]
    while waiting:
        number = waiting.popleft()
        for each in following[number]:
            if each not in shortest:
                shortest[each] = shortest[number] + 1
                waiting.append(each)
    longest: dict[int, int] = {}
    open_before = [sum(each != START for each in stand.before) for stand in stands.all]
    waiting.extend(number for number, count in enumerate(open_before) if count == 0)
    while waiting:
        number = waiting.popleft()
        earlier = (longest[each] for each in stands.all[number].before if each != START)
        longest[number] = 1 + max(earlier, default=0)
        for each in following[number]:
            open_before[each] -= 1
            if open_before[each] == 0:
                waiting.append(each)
    return [Reach(shortest[number], longest.get(number, math.inf)) for number in range(len(stands.all))]

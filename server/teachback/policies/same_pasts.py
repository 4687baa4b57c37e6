"""Positions to which exactly the same pasts lead, taken together.

Thirty stories that begin at one checkpoint are thirty positions, and one for whoever looks back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from teachback.policies.positions import START, Position, Positions


@dataclass(frozen=True, slots=True)
class Stand:
    """Positions with the same state and the same pasts, by their numbers. ``before`` and ``after`` are the numbers of
    other stands, ``before`` with ``START`` where a conversation may begin; ``after`` has them by their states.
    """

    state: int
    members: tuple[int, ...]
    actions: frozenset[str]
    before: tuple[int, ...]
    after: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Stands:
    """All stands of some stories. ``begin`` has those with which conversations begin, ``in_state`` all, by states."""

    positions: tuple[Position, ...]
    all: tuple[Stand, ...]
    begin: Mapping[int, tuple[int, ...]]
    in_state: Mapping[int, tuple[int, ...]]


def stands_of(positions: Positions) -> Stands:
    """The positions taken together."""
    leaders = _leaders(positions)
    numbers = {leader: number for number, leader in enumerate(dict.fromkeys(leaders))}
    of_position = [numbers[leader] for leader in leaders]
    members: list[list[int]] = [[] for _ in numbers]
    for position, number in enumerate(of_position):
        members[number].append(position)
    states = [positions.all[leader].state for leader in numbers]
    before = [
        tuple(dict.fromkeys(START if each == START else of_position[each] for each in sorted(positions.before[leader])))
        for leader in numbers
    ]
    after: list[list[int]] = [[] for _ in numbers]
    begin: list[int] = []
    for number, earlier in enumerate(before):
        for each in earlier:
            (begin if each == START else after[each]).append(number)
    stands = tuple(
        Stand(
            states[number],
            tuple(members[number]),
            frozenset(positions.all[member].action for member in members[number]),
            before[number],
            _by_state(after[number], states),
        )
        for number in range(len(numbers))
    )
    return Stands(positions.all, stands, _by_state(begin, states), _by_state(range(len(numbers)), states))


def _by_state(numbers: Iterable[int], states: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for number in numbers:
        found.setdefault(states[number], []).append(number)
    return {state: tuple(those) for state, those in found.items()}


def _leaders(positions: Positions) -> list[int]:
    """For each position the first of those that are taken together: they have the same state, and the same stands may
    come before them. What was taken together may let others follow, until nothing changes any more.
    """
    leader = list(range(len(positions.all)))
    led = [[number] for number in leader]
    after: list[list[int]] = [[] for _ in leader]
    for number, before in enumerate(positions.before):
        for each in before:
            if each != START:
                after[each].append(number)
    known: dict[tuple[int, frozenset[int]], int] = {}
    waiting = deque(leader)
    while waiting:
        number = leader[waiting.popleft()]
        before = frozenset(each if each == START else leader[each] for each in positions.before[number])
        first = leader[known.setdefault((positions.all[number].state, before), number)]
        if first == number:
            continue
        first, joined = min(first, number), max(first, number)
        for member in led[joined]:
            leader[member] = first
            waiting.extend(after[member])
        led[first] += led[joined]
        led[joined] = []
        known[positions.all[number].state, before] = first
    return leader

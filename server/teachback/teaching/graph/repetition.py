"""Paths that begin alike, and paths that tell the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from teachback.teaching.graph.paths import Ending, Path
from teachback.teaching.graph.told import Move

Beginning = int
"""The number of a beginning that one or several paths have."""


class _Beginnings:
    """Numbers for all beginnings of paths: two paths share a number as far as they tell the same."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Beginning, bool, str], Beginning] = {}

    def along(self, moves: Iterable[Move]) -> Iterator[tuple[Move, Beginning]]:
        """Each move with the number of what is told up to it."""
        last = 0
        for move in moves:
            step = (last, move.by_user, move.label)
            last = self._numbers.setdefault(step, len(self._numbers) + 1)
            yield move, last

    def whole(self, moves: Iterable[Move]) -> Beginning:
        """The number of all that some moves tell."""
        numbers = [number for _, number in self.along(moves)]
        return numbers[-1] if numbers else 0


def told_once(paths: Iterable[Path]) -> list[Path]:
    """Paths that tell the same and end alike become one, at the place of the first."""
    beginnings = _Beginnings()
    alike: dict[tuple[Beginning, Ending], list[Path]] = {}
    for path in paths:
        alike.setdefault((beginnings.whole(path.moves), path.ending), []).append(path)
    return [replace(first, twins=tuple(each.moves for each in others)) for first, *others in alike.values()]


def first_that_fit(paths: Sequence[Path], most_actions: int) -> list[int]:
    """The indices of the paths that fit into one graph, the first ones preferred. What paths begin with in common takes
    room once.
    """
    beginnings = _Beginnings()
    shown: set[Beginning] = set()
    fitting: list[int] = []
    for index, path in enumerate(paths):
        new = {beginning for move, beginning in beginnings.along(path.moves) if move.runs} - shown
        if len(shown) + len(new) <= most_actions:
            shown |= new
            fitting.append(index)
    return fitting

"""Where the lines of a text begin, kept up while somebody types: a letter moves the lines below it all at once."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, count, repeat
from operator import add, sub

# LSP 3.17 §Text Documents names exactly these line ends. ``str.splitlines`` also splits at form feed, NEL and
# U+2028, after which every later edit would land on the wrong line.
_LINE_END = re.compile(r"\r\n|\n|\r")


class LineStarts:
    """The offset of each line in code points. Those from line ``below`` on are kept without what has ``moved`` them."""

    __slots__ = ("_below", "_moved", "_offsets")

    def __init__(self, offsets: array[int], below: int = 0, moved: int = 0) -> None:
        self._offsets = offsets
        self._below = below
        self._moved = moved

    @staticmethod
    def of(text: str) -> LineStarts:
        """Those of a text; there is always a first line."""
        return LineStarts(array("q", line_starts(text)))

    def __len__(self) -> int:
        return len(self._offsets)

    def __getitem__(self, line: int) -> int:
        """Where a line begins, counted from 0."""
        offset = self._offsets[line]
        return offset + self._moved if line >= self._below else offset

    def line_of(self, offset: int) -> int:
        """The line in which an offset lies, which is none before the text."""
        offsets, below = self._offsets, self._below
        if below < len(offsets) and offset >= offsets[below] + self._moved:
            return bisect_right(offsets, offset - self._moved, below) - 1
        return bisect_right(offsets, offset, 0, below) - 1

    def edited(self, first: int, rest: int, fresh: Sequence[int], moved: int) -> LineStarts:
        """The same after the lines from ``first`` up to ``rest`` have become others, which begin at ``fresh``, and all
        lines from ``rest`` on have moved. Costs the lines between this edit and the one before.
        """
        offsets, between = self._offsets, self._below
        moved_on = array("q", map(add, offsets[between:first], repeat(self._moved)))
        left_behind = array("q", map(sub, offsets[rest:between], repeat(self._moved)))
        above = offsets[: min(first, between)] + moved_on + array("q", fresh)
        return LineStarts(above + left_behind + offsets[max(rest, between) :], len(above), self._moved + moved)


def line_starts(text: str) -> list[int]:
    """Where each line begins. Most texts end their lines with a line feed alone, and a loop of C counts those."""
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    ends = accumulate(map(len, text.split("\n")), initial=0)
    return list(map(add, ends, count()))[:-1]

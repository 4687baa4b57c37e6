"""Reading on after a syntax error: what spoils a YAML text is blanked out, line by line, then item by item."""

from __future__ import annotations

import re
from bisect import bisect_right

from teachback.text.spans import Span

_ATTEMPTS = 24
_CHARACTERS = 4_000_000

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_VISIBLE = re.compile(r"[^\r\n]")


class Recovery:
    """Blanks out faulty regions of a text; offsets never change, and ``text`` is the text as it is now.

    The budget is 24 attempts and four million characters read again, so that a broken file stays fast.
    """

    __slots__ = ("_attempts", "_last", "_lines", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_LINE.finditer(text))
        self._lines = [match.group() for match in found]
        self._starts = [match.start() for match in found]
        self._last: range | None = None
        self._attempts = min(_ATTEMPTS, _CHARACTERS // max(1, len(text)))

    def blank(self, fault: Span) -> bool:
        """Blanks out the line of a fault, and what surrounds it each time that it comes back; false when to give up."""
        line = bisect_right(self._starts, fault.start) - 1
        region = range(line, line + 1)
        if self._last is not None and line in self._surroundings(self._last):
            region = self._surroundings(self._last)
        if self._attempts <= 0 or region == self._last or not self.text.strip():
            return False
        self._attempts -= 1
        self._last = region
        start, end = self._starts[region.start], self._starts[region.stop - 1] + len(self._lines[region.stop - 1])
        self.text = self.text[:start] + _VISIBLE.sub(" ", self.text[start:end]) + self.text[end:]
        return True

    def _surroundings(self, region: range) -> range:
        """The smallest list item or key with an indented body that holds more than ``region``.

        That is the nearest line above with less indentation, or the item above of the same list, and its body.
        """
        limit = self._indent(region.start)
        continues = not self._is_item(region.start)
        for first in range(region.start - 1, -1, -1):
            indent = self._indent(first)
            outer = indent < limit or (indent == limit and continues and self._is_item(first))
            if outer and self._lines[first].strip():
                return range(first, self._body_end(first, region.stop))
        return range(region.start, region.stop)

    def _body_end(self, first: int, at_least: int) -> int:
        indent = self._indent(first)
        stop = max(first + 1, at_least)
        while stop < len(self._lines) and (not self._lines[stop].strip() or self._indent(stop) > indent):
            stop += 1
        return stop

    def _is_item(self, line: int) -> bool:
        return self._lines[line].lstrip().startswith("-")

    def _indent(self, line: int) -> int:
        text = self._lines[line]
        return len(text) - len(text.lstrip())

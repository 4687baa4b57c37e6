"""Lines and columns of a text in the three encodings that the Language Server Protocol knows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from teachback.text.line_starts import LineStarts, line_starts
from teachback.text.spans import Span


class Encoding(Enum):
    """What one unit of ``Position.character`` is (LSP ``PositionEncodingKind``)."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Position(NamedTuple):
    """A 0-based line, and a 0-based column in units of some ``Encoding``.

    A tuple, because each keystroke asks for those of all findings of a file.
    """

    line: int
    character: int


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """A half-open range of positions."""

    start: Position
    end: Position


class LineIndex:
    """Converts between code-point offsets of one text and its lines and columns."""

    __slots__ = ("_ascii", "_starts", "_text")

    def __init__(self, text: str, starts: LineStarts | None = None) -> None:
        """``starts`` are those of the text, where they are known."""
        self._text = text
        self._ascii = text.isascii()
        self._starts = LineStarts.of(text) if starts is None else starts

    def edited(self, place: Span, text: str) -> LineIndex:
        """The index of ``text``, which is this one's text with something else at ``place``.

        Only the lines that the edit touches are looked at, and the one above: a carriage return at its end may now have
        a line feed behind it.
        """
        first = max(0, self.line_of(place.start) - 1)
        rest = self.line_of(place.end) + 1
        moved = len(text) - len(self._text)
        last = rest == len(self._starts)
        start, end = self._starts[first], len(text) if last else self._starts[rest] + moved
        fresh = [start + at for at in line_starts(text[start:end])]
        return LineIndex(text, self._starts.edited(first, rest, fresh if last else fresh[:-1], moved))

    @property
    def line_count(self) -> int:
        """How many lines there are; the text after the last line end counts, even when empty."""
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The 0-based line in which a code-point offset lies."""
        return self._starts.line_of(offset)

    def lines_of(self, offsets: Iterable[int]) -> list[int]:
        """The same for many offsets."""
        return list(map(self._starts.line_of, offsets))

    def line_start(self, line: int) -> int:
        """The offset at which a line begins; past the last line, the end of the text."""
        return self._starts[line] if line < len(self._starts) else len(self._text)

    def line_span(self, line: int) -> Span:
        """A line without its line end."""
        start = self.line_start(line)
        end = self.line_start(line + 1)
        if end > start and line + 1 < len(self._starts):
            end -= 2 if self._text[end - 2 : end] == "\r\n" else 1
        return Span(start, end)

    def line_text(self, line: int) -> str:
        """The characters of a line without its line end."""
        return self.line_span(line).text_in(self._text)

    def position(self, offset: int, encoding: Encoding = Encoding.UTF16) -> Position:
        """The place of a code-point offset; offsets outside the text are clamped to it."""
        if not 0 <= offset <= len(self._text):
            offset = 0 if offset < 0 else len(self._text)
        line = self._starts.line_of(offset)
        start = self._starts[line]
        if self._ascii:
            return Position(line, offset - start)
        return Position(line, _units(self._text[start:offset], encoding))

    def range(self, span: Span, encoding: Encoding = Encoding.UTF16) -> Range:
        """The lines and columns of a span."""
        return Range(*self.ends(span, encoding))

    def ends(self, span: Span, encoding: Encoding = Encoding.UTF16) -> tuple[Position, Position]:
        """The same as two positions. Most spans end in the line in which they begin, which is then looked for once."""
        start = self.position(span.start, encoding)
        along = span.end - span.start
        if self._ascii and span.end < self.line_start(start.line + 1):
            return start, Position(start.line, start.character + along)
        return start, self.position(span.end, encoding)

    def offset(self, position: Position, encoding: Encoding = Encoding.UTF16) -> int:
        """The code-point offset of a place.

        As LSP asks, a column past the end of its line means the end of the line; a line past the end means the end of
        the text. A column inside a character means the start of that character.
        """
        if position.line < 0:
            return 0
        if position.line >= len(self._starts):
            return len(self._text)
        span = self.line_span(position.line)
        wanted = max(0, position.character)
        if self._ascii:
            return min(span.start + wanted, span.end)
        return span.start + _code_points(span.text_in(self._text), wanted, encoding)

    def span(self, place: Range, encoding: Encoding = Encoding.UTF16) -> Span:
        """The span of a range of positions; a reversed range becomes empty at its start."""
        start = self.offset(place.start, encoding)
        return Span(start, max(start, self.offset(place.end, encoding)))


def _units(text: str, encoding: Encoding) -> int:
    if text.isascii() or encoding is Encoding.UTF32:
        return len(text)
    if encoding is Encoding.UTF8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _code_points(line: str, units: int, encoding: Encoding) -> int:
    """How many whole characters of ``line`` fit into ``units``; no character is less than one unit."""
    if line.isascii():
        return min(len(line), units)
    counts = range(min(len(line), units) + 1)
    return bisect_right(counts, units, key=lambda count: _units(line[:count], encoding)) - 1

"""Places in a text, counted in code points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code-point offsets, ``0 <= start <= end``."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same range, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)

    def contains(self, offset: int) -> bool:
        """Whether ``offset`` lies inside or at either end (a cursor at the end still touches the word)."""
        return self.start <= offset <= self.end

    def text_in(self, text: str) -> str:
        """The characters that the span covers in ``text``."""
        return text[self.start : self.end]

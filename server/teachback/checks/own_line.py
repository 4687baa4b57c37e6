"""List items that have a line of their own, which may go as a whole."""

from __future__ import annotations

from teachback.text.document import Document
from teachback.text.spans import Span

_MARKERS = ("-", "*", "+")


def own_line(document: Document, item: Span) -> Span | None:
    """The line of an item with its line end; ``None`` where anything but a list marker and quotes stands beside it."""
    number = document.lines.line_of(item.start)
    line = document.lines.line_span(number)
    if item.end > line.end:
        return None
    before = document.text[line.start : item.start].strip().rstrip("'\"").rstrip()
    after = document.text[item.end : line.end].strip().lstrip("'\"")
    if before not in _MARKERS or after:
        return None
    return Span(line.start, document.lines.line_start(number + 1))

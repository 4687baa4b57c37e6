"""Which lines go when a step or story is taken out of a file."""

from __future__ import annotations

from collections.abc import Callable

from teachback.text.line_ends import line_end, line_start, next_line
from teachback.text.spans import Span

_SPEAKS_TO_TEACHBACK = "teachback:"


def removed_lines(text: str, start: int, end: int) -> Span:
    """What to delete so that the lines from the one of ``start`` to the one before ``end`` are gone.

    No two empty lines meet where they were, and the file goes on to end with a line end, or without one, as before.
    """
    start = line_start(text, start)
    if _above_is_blank(text, start):
        end = _after_blank(text, end)
    if _after_blank(text, end) < len(text):
        return Span(start, end)
    while start > 0 and _above_is_blank(text, start):
        start = line_start(text, start - 1)
    if start > 0 and line_end(text, line_start(text, len(text))) == len(text) and text[-1] not in "\r\n":
        start = line_end(text, line_start(text, start - 1))
    return Span(start, len(text))


def own_comment(text: str, header: int, is_comment: Callable[[str], bool]) -> int:
    """Where the comment begins that belongs to the header at ``header``, or else where the header's line begins.

    Comment lines right above a header are its own when an empty line stands above them, or they speak to Teachback.
    """
    start = line_start(text, header)
    above = start
    while above > 0 and is_comment(_line(text, above - 1)):
        above = line_start(text, above - 1)
    comment = text[above:start]
    if above > 0 and _above_is_blank(text, above):
        return above
    if _SPEAKS_TO_TEACHBACK in _line(text, start - 1) and comment:
        return line_start(text, start - 1)
    return start


def _line(text: str, offset: int) -> str:
    return text[line_start(text, offset) : line_end(text, line_start(text, offset))]


def _above_is_blank(text: str, start: int) -> bool:
    return start == 0 or not _line(text, start - 1).strip()


def _after_blank(text: str, offset: int) -> int:
    """The start of the next line that is not empty, from the line that begins at ``offset`` on."""
    while offset < len(text) and not text[offset : line_end(text, offset)].strip():
        offset = next_line(text, offset)
    return offset

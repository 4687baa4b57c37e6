"""Cuts story Markdown into blocks: a block is a header line and all lines to the next header.

A header is ``# story`` of any level, or ``>> rule``, which Rasa 2 added (Rasa 1 would see a checkpoint there).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teachback.formats.markdown_lines import FILLED_LINE, clean, stays_in_comment

RULE_MARK = ">>"
HEADER_MARKS = ("#", RULE_MARK)

# The only lines that may begin a block or open a comment; what follows an inline comment must be looked at. Searching
# for one character at the start, which is all that most files need, is several times faster than for one of two.
_MARK = r"[^\S\r\n]*(?:#|>>|(?P<comment><!--))"
_MARKED = re.compile(_MARK)
_MARKED_AFTER_NEWLINE = re.compile(rf"\n{_MARK}")
_MARKED_AFTER_ANY_END = re.compile(rf"[\r\n]{_MARK}")


def block_starts(text: str, at: int = 0) -> Iterator[int]:
    """The offsets of the lines that begin a story or rule, inline comments and blanks left out of account.

    A header inside a multi-line comment is none, so no comment is ever open where a block begins. ``at`` is the start
    of the text or of a block: from there on, what follows depends on nothing that stands before.
    """
    for start, may_be_comment in _marked_lines(text, at):
        if start < at:
            continue
        if may_be_comment and not _first_line(text, start).startswith(HEADER_MARKS):
            at = _after_comment(text, start)
        else:
            yield start


def _marked_lines(text: str, at: int) -> Iterator[tuple[int, bool]]:
    """Where lines begin with a mark, from the line that begins at ``at`` on, and whether it is a comment's."""
    first = _MARKED.match(text, at)
    if first:
        yield at, first["comment"] is not None
    lone_returns = text.find("\r", at) >= 0 and text.count("\r", at) > text.count("\r\n", at)
    for match in (_MARKED_AFTER_ANY_END if lone_returns else _MARKED_AFTER_NEWLINE).finditer(text, at):
        yield match.start() + 1, match["comment"] is not None


def _first_line(text: str, start: int) -> str:
    match = FILLED_LINE.match(text, start)
    return clean(match[0], start).text if match else ""


def _after_comment(text: str, start: int) -> int:
    """The end of the multi-line comment that the line at ``start`` may open: of that line, where it opens none."""
    in_comment = False
    for match in FILLED_LINE.finditer(text, start):
        in_comment = stays_in_comment(clean(match[0], match.start()).text, in_comment)
        if not in_comment:
            return match.end()
    return len(text)

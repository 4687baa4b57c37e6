"""Cuts story Markdown into blocks: a block is a header line and all lines to the next header.

A header is ``# story`` of any level, or ``>> rule``, which Rasa 2 added (Rasa 1 would see a checkpoint there).
"""

from __future__ import annotations

import re

from teachback.formats.markdown_lines import COMMENT_START, FILLED_LINE, clean, stays_in_comment

_FIRST_HEADER = re.compile(r"[^\S\r\n]*(?:#|>>)")
_LATER_HEADER = re.compile(r"[\r\n][^\S\r\n]*(?:#|>>)")

RULE_MARK = ">>"
HEADER_MARKS = ("#", RULE_MARK)


def block_starts(text: str) -> tuple[int, ...]:
    """The offsets of the lines that begin a story or rule, inline comments and blanks left out of account.

    A header inside a multi-line comment is none, so no comment is ever open where a block begins.
    """
    if COMMENT_START in text:
        return _starts_outside_comments(text)
    later = (match.start() + 1 for match in _LATER_HEADER.finditer(text))
    return (0, *later) if _FIRST_HEADER.match(text) else tuple(later)


def _starts_outside_comments(text: str) -> tuple[int, ...]:
    starts: list[int] = []
    in_comment = False
    for match in FILLED_LINE.finditer(text):
        line = clean(match[0], match.start()).text
        before, in_comment = in_comment, stays_in_comment(line, in_comment)
        if line.startswith(HEADER_MARKS) and not before:
            starts.append(match.start())
    return tuple(starts)

"""A block of lines put at the end of a text, with an empty line above it."""

from __future__ import annotations

import re

from teachback.text.edits import Edit
from teachback.text.line_ends import line_end_used
from teachback.text.spans import Span

_LINE_END = re.compile(r"\r\n|\r|\n")
# What lies between the end of the last line and an empty line after it.
_ENDS_AND_EMPTY_LINE = 2


def block_at_end(text: str, block: str) -> Edit:
    r"""The edit that puts a block of lines, each ended with ``\n``, behind all that ``text`` holds.

    Line ends are those of the text, and a text without one at its end goes on to have none there.
    """
    used = line_end_used(text)
    lines = block.removesuffix("\n").replace("\n", used)
    end = len(text)
    body = text.rstrip()
    if not body:
        return Edit(Span(end, end), f"{'' if _is_ended(text) else used}{lines}{used}")
    missing = max(0, _ENDS_AND_EMPTY_LINE - len(_LINE_END.findall(text, len(body))))
    if not _is_ended(text) and len(body) < end:
        missing = max(1, missing)  # the last line holds blanks
    return Edit(Span(end, end), f"{used * missing}{lines}{used if _is_ended(text) else ''}")


def _is_ended(text: str) -> bool:
    return not text or text[-1] in "\r\n"

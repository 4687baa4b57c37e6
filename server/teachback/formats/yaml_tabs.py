"""Tabs that libyaml takes for blanks, and the parser that Rasa uses does not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from teachback.formats.problems import Problem, Severity
from teachback.text.positions import LineIndex
from teachback.text.spans import Span

_COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n]))#")


def stray_tab(text: str, scalars: Sequence[Span]) -> Problem | None:
    """The first tab outside of every scalar and comment; ``scalars`` are the scalars' places in source order.

    2.x and 3.x read with ruamel.yaml's own parser, which refuses them (R3:shared/utils/validation.py:
    validate_yaml_schema); 1.x reads with libyaml where it is installed, hence a warning.
    """
    at = text.find("\t")
    if at < 0:
        return None
    lines = LineIndex(text)
    while at >= 0:
        index = bisect_right(scalars, at, key=_start) - 1
        before = scalars[index] if index >= 0 else Span(0, 0)
        if at < before.end:
            at = text.find("\t", before.end)
        elif _COMMENT.search(text, max(before.end, (line := lines.line_span(lines.line_of(at))).start), at):
            at = text.find("\t", line.end)
        else:
            message = "Rasa 2 and 3 refuse a tab between the parts of a line. Put a blank in its place."
            return Problem("syntax", Severity.WARNING, Span(at, at + 1), message, " ", "Replace the tab by a blank")
    return None


def _start(span: Span) -> int:
    return span.start

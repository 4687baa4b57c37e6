"""The ``form: `` prefix of Rasa 1.x and the ways to misspell it."""

from __future__ import annotations

import re

from teachback.formats.markdown_lines import Line
from teachback.formats.problems import Problem, Severity
from teachback.text.spans import Span

# R1:core/training/dsl.py, process_lines: exactly this, and training skips the line.
_PREFIXED = re.compile(r"[*\-]\s+form: ")
_MISSPELT = re.compile(r"([*\-])\s*forms?\s*[:\uff1a]\s*(?!\s|\{)", re.IGNORECASE)
_MISSPELT_INSIDE = re.compile(r"forms?\s*[:\uff1a]", re.IGNORECASE)

PREFIX = "form: "


def prefix_end(line: Line) -> int:
    """The index after the ``form: `` prefix of a user or event line, 0 where there is none as Rasa tests for it."""
    match = _PREFIXED.match(line.text)
    return match.end() if match else 0


def misspelt_prefix(line: Line) -> Problem | None:
    """The problem of a line that has no prefix in Rasa's eyes but looks as if it should."""
    match = _MISSPELT.match(line.text)
    if match is None:
        return None
    marker, written = match[1], match[0].rstrip()
    what = "an intent" if marker == "*" else "an action"
    message = (
        f"`{written}` is not the form prefix: Rasa takes `{line.text[1:].strip()}` for {what} of that name. "
        f"The prefix is `{marker} {PREFIX.strip()}` with one blank after the colon and one before `form`."
    )
    span = line.span(0, match.end())
    if match.end() == len(line.text):
        return Problem("form-prefix-misspelt", Severity.WARNING, span, message)
    return Problem(
        "form-prefix-misspelt",
        Severity.WARNING,
        span,
        message,
        replacement=f"{marker} {PREFIX}",
        cure=f"Write `{marker} {PREFIX.strip()}`",
    )


def prefix_inside(line: Line, part: Span) -> Problem | None:
    """The problem of an alternative after `` OR `` that has the prefix, which counts at the start of a line only."""
    match = _MISSPELT_INSIDE.match(line.text, part.start, part.end)
    if match is None:
        return None
    return Problem(
        "form-prefix-misspelt",
        Severity.WARNING,
        line.span(part.start, match.end()),
        f"The form prefix counts at the start of a line only: Rasa takes `{part.text_in(line.text)}` for an intent of "
        "that name. Put the prefix in front of the whole line, or give this alternative a story of its own.",
    )

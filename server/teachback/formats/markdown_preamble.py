"""What stands before the first story of a Markdown file, where nothing but comments may stand."""

from __future__ import annotations

from teachback.formats.markdown_lines import FILLED_LINE, Line, clean
from teachback.formats.markdown_prefix import prefix_end
from teachback.formats.markdown_reading import Reading
from teachback.formats.problems import Problem, Severity
from teachback.text.spans import Span


def problems_before_stories(text: str) -> tuple[Problem, ...]:
    """The problems of the text before the first header; spans count from its start, which is that of the file."""
    reading = Reading()
    misplaced: Line | None = None
    for match in FILLED_LINE.finditer(text):
        line = clean(match[0], match.start())
        if not reading.takes(line):
            continue
        if line.text[0] not in "*->":
            reading.skip(line)
        elif not prefix_end(line):
            misplaced = misplaced or line
    reading.end()
    if misplaced:
        reading.problems.append(_misplaced(misplaced.whole()))
    return tuple(reading.problems)


def _misplaced(span: Span) -> Problem:
    message = (
        "This stands before the first story, so Rasa refuses the whole file. Write a header such as `## name` first."
    )
    return Problem("syntax", Severity.ERROR, span, message)

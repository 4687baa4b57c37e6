"""What a reader of story Markdown keeps in mind from line to line: open comments, and lines that are no commands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from teachback.formats.markdown_lines import Line, stays_in_comment
from teachback.formats.problems import Problem, Severity
from teachback.text.spans import Span

_TEMPLATE = re.compile(r"`[^`]+`")


@dataclass(slots=True)
class Reading:
    """The problems found so far, the lines skipped since the last command, and the line that opened a comment."""

    problems: list[Problem] = field(default_factory=list[Problem])
    skipped: Span | None = None
    comment: Line | None = None

    def takes(self, line: Line) -> bool:
        """Whether a line is to be read: it has text, lies in no comment, and Rasa does not refuse it."""
        refused = refused_template(line)
        if refused:
            self.problems.append(refused)
        before = self.comment
        if not stays_in_comment(line.text, before is not None):
            self.comment = None
            return before is None and refused is None and line.text != ""
        self.comment = before or line
        return False

    def skip(self, line: Line) -> None:
        """Notes a line that is no command; lines that follow each other become one remark."""
        span = line.whole()
        self.skipped = Span(self.skipped.start, span.end) if self.skipped else span

    def end_skipped(self) -> None:
        """Remarks on the lines skipped since the last command."""
        if self.skipped is None:
            return
        message = "Rasa skips what does not begin with `#`, `>`, `*` or `-`. Put it in a comment: `<!-- … -->`."
        self.problems.append(Problem("syntax", Severity.WARNING, self.skipped, message))
        self.skipped = None

    def end(self) -> None:
        """Remarks on what is still open where the text ends."""
        self.end_skipped()
        if self.comment is None:
            return
        message = "This comment never ends: Rasa ignores all that follows. `-->` must stand at the end of a line."
        self.problems.append(Problem("syntax", Severity.WARNING, self.comment.whole(), message))


def refused_template(line: Line) -> Problem | None:
    """The problem of a word in back quotes, which Rasa looks up as a template variable before anything else.

    Inside a comment over several lines too: R1:core/training/dsl.py, ``_replace_template_variables``.
    """
    match = _TEMPLATE.search(line.text) if "`" in line.text else None
    if match is None:
        return None
    message = (
        f"Rasa takes {match[0]} for a template variable and refuses the whole file, in a comment over several lines "
        "too. Leave out the back quotes."
    )
    return Problem("syntax", Severity.ERROR, line.span(match.start(), match.end()), message)

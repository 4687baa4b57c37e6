"""What a reader has to say about a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from teachback.text.spans import Span


class Severity(Enum):
    """How bad it is: error for what real Rasa refuses or gets wrong for certain."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Problem:
    """A remark of a reader: ``rule`` is the code of the finding that it becomes.

    ``replacement``, where the cure is certain, is the text that belongs in the place of ``span``, with ``cure`` as the
    title of the fix.
    """

    rule: str
    severity: Severity
    span: Span
    message: str
    replacement: str | None = None
    cure: str | None = None

    def shifted(self, by: int) -> Problem:
        """The same remark, ``by`` code points further on."""
        return Problem(self.rule, self.severity, self.span.shifted(by), self.message, self.replacement, self.cure)

"""A name with its place."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.text.spans import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, without quotes; ``span`` covers exactly the characters to replace in a rename."""

    text: str
    span: Span

    def shifted(self, by: int) -> Name:
        """The same name, ``by`` code points further on."""
        return Name(self.text, self.span.shifted(by))

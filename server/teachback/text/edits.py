"""Changes to a text as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teachback.text.spans import Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put ``new_text`` in the place of ``span``; offsets are those of the text before any edit."""

    span: Span
    new_text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits; what is inserted at one and the same place comes in the order given.

    Raises ``ValueError`` when two edits overlap: there is no right answer then, and a wrong one loses text.
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < at:
            raise ValueError(f"edits overlap at offset {edit.span.start}")
        parts += (text[at : edit.span.start], edit.new_text)
        at = edit.span.end
    return "".join((*parts, text[at:]))

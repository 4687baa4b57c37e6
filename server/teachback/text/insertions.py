"""Insertions at one place of a text."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.text.edits import Edit
from teachback.text.spans import Span


def joined_insertions(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits in the order of their places; what several insert at one place becomes one edit, in the order given.

    An editor may apply edits of one place in an order of its own.
    """
    joined: dict[Span, str] = {}
    for edit in edits:
        joined[edit.span] = joined.get(edit.span, "") + edit.new_text
    return tuple(sorted(Edit(span, new_text) for span, new_text in joined.items()))

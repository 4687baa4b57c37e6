"""Which stories of a file an edit left alone."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_


def kept_ends(before: Sequence[object], after: Sequence[object]) -> tuple[int, int]:
    """How many objects at the start and how many at the end are the very same in both; no object counts twice."""
    head = _alike(before, after)
    most = min(len(before), len(after)) - head
    return head, min(most, _alike(before[::-1], after[::-1]))


def _alike(before: Sequence[object], after: Sequence[object]) -> int:
    for index, same in enumerate(map(is_, before, after)):
        if not same:
            return index
    return min(len(before), len(after))

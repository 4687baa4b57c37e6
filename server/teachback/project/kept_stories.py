"""Which stories of a file an edit left alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count
from operator import is_not


def kept_ends(before: Sequence[object], after: Sequence[object]) -> tuple[int, int]:
    """How many objects at the start and how many at the end are the very same in both; no object counts twice."""
    head = _alike(before, after)
    most = min(len(before), len(after)) - head
    return head, min(most, _alike(before[::-1], after[::-1]))


def _alike(before: Sequence[object], after: Sequence[object]) -> int:
    return next(compress(count(), map(is_not, before, after)), min(len(before), len(after)))

"""Which stories of a file an edit left alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count
from operator import attrgetter, is_not

from teachback.formats.story_tree import PlacedStory

_STORY = attrgetter("story")


class KeptStories:
    """The stories of one text that are the very same objects in an earlier one. Several ask for them after each edit,
    and they are looked for once.
    """

    __slots__ = ("_before", "_ends")

    def __init__(self) -> None:
        self._before: Sequence[PlacedStory] | None = None
        self._ends = (0, 0)

    def ends(self, before: Sequence[PlacedStory], now: Sequence[PlacedStory]) -> tuple[int, int]:
        """How many at the start and how many at the end are the same, wherever they stand. ``now`` never changes."""
        if self._before is not before:
            stories = tuple(map(_STORY, before)), tuple(map(_STORY, now))
            self._before, self._ends = before, kept_ends(*stories)
        return self._ends


def kept_ends(before: Sequence[object], after: Sequence[object]) -> tuple[int, int]:
    """How many objects at the start and how many at the end are the very same in both; no object counts twice."""
    head = _alike(before, after)
    most = min(len(before), len(after)) - head
    return head, min(most, _alike(before[::-1], after[::-1]))


def _alike(before: Sequence[object], after: Sequence[object]) -> int:
    return next(compress(count(), map(is_not, before, after)), min(len(before), len(after)))

"""Stories that teach exactly the same as an earlier one.

Rasa keeps one of them only, and names that one (generator.py:_remove_duplicate_story_end_trackers).
"""

from __future__ import annotations

from collections.abc import Iterable

from teachback.policies.tables import Tables
from teachback.policies.walk import StoryId


class Originals:
    """Finds, for stories of one state of the tables, the ones that Rasa would keep."""

    __slots__ = ("_order", "_tables")

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._order: dict[StoryId, str] = {}

    def among(self, numbers: Iterable[StoryId]) -> tuple[StoryId, ...]:
        """The stories without those that teach the same as another of them, in the order of files and lines."""
        alike: dict[object, list[StoryId]] = {}
        where = self._tables.placements.where
        for number in sorted(set(numbers), key=where):
            alike.setdefault(_lesson(self._tables, number), []).append(number)
        return tuple(sorted((self._first(group) for group in alike.values()), key=where))

    def _first(self, group: list[StoryId]) -> StoryId:
        if len(group) == 1:
            return group[0]
        if not self._order:
            self._order = training_order(self._tables)
        return min(group, key=self._order.__getitem__)


def _lesson(tables: Tables, number: StoryId) -> object:
    """What a story teaches, equal for duplicates only; a story with checkpoints is like itself alone."""
    walk = tables.walk_of(number)
    if walk is None or any(story != number for story, _ in walk.ends):
        return number
    return frozenset(end.oldest_first() for _, end in walk.ends)


def training_order(tables: Tables) -> dict[StoryId, str]:
    """The texts by which training sorts stories.

    Rasa orders story steps by an id that begins with a counter, and compares the ids as text.
    """
    order: dict[StoryId, str] = {}
    counter = 1
    for number, _ in tables.placements.stories():
        order[number] = f"{counter}_"
        counter += max(1, tables.segment_count(number))
    return order

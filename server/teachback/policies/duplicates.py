"""Stories that teach exactly the same as an earlier one.

Rasa keeps one of them only, and names that one (generator.py:_remove_duplicate_story_end_trackers).
"""

from __future__ import annotations

from collections.abc import Iterable

from teachback.policies.tables import Tables
from teachback.policies.walk import StoryId


def without_duplicates(tables: Tables, numbers: Iterable[StoryId]) -> tuple[StoryId, ...]:
    """The stories that Rasa would keep, in rising order of their numbers."""
    alike: dict[object, list[StoryId]] = {}
    for number in sorted(set(numbers)):
        alike.setdefault(_lesson(tables, number), []).append(number)
    doubles = [group for group in alike.values() if len(group) > 1]
    if not doubles:
        return tuple(number for group in alike.values() for number in group)
    order = _order(tables)
    return tuple(sorted(min(group, key=order.__getitem__) for group in alike.values()))


def _lesson(tables: Tables, number: StoryId) -> object:
    """What a story teaches, equal for duplicates only; a story with checkpoints is like itself alone."""
    walk = tables.walk_of(number)
    if walk is None or any(story != number for story, _ in walk.ends):
        return number
    return frozenset(end.oldest_first() for _, end in walk.ends)


def _order(tables: Tables) -> dict[StoryId, str]:
    """Rasa orders story steps by an id that begins with a counter, and compares the ids as text."""
    order: dict[StoryId, str] = {}
    counter = 1
    for number, _ in tables.placements.stories():
        order[number] = f"{counter}_"
        counter += max(1, tables.segment_count(number))
    return order

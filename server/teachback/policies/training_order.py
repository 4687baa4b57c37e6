"""The order in which training takes stories.

Rasa numbers story steps while it reads, and compares the numbers as text (R1:core/training/structures.py:StoryStep,
R3:shared/core/training_data/structures.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from teachback.formats.story_tree import StoryKind
from teachback.policies.learnt import StoryId
from teachback.policies.tables import Tables
from teachback.policies.walk import PlacedSegment
from teachback.project.segments import Segment


class TrainingOrder:
    """The order of the stories of one state of the tables."""

    __slots__ = ("_before",)

    def __init__(self, tables: Tables) -> None:
        self._before = _steps_before(tables)

    def key(self, number: StoryId, ordinal: int) -> str:
        """By which training sorts a segment of a story."""
        return f"{self._before[number] + ordinal}_"

    def segments(self, stories: Iterable[tuple[StoryId, Iterable[Segment]]]) -> list[PlacedSegment]:
        """The segments of some stories as training takes them, numbered from 0."""
        pairs = [(number, segment) for number, segments in stories for segment in segments]
        pairs.sort(key=lambda pair: self.key(pair[0], pair[1].ordinal))
        return [PlacedSegment(number, segment, place) for place, (number, segment) in enumerate(pairs)]


def _steps_before(tables: Tables) -> Mapping[StoryId, int]:
    """How many steps Rasa has numbered before each story: of one file it reads the stories first, then the rules."""
    files: dict[str, list[tuple[bool, int, StoryId]]] = {}
    for number, placed in tables.placements.stories():
        path, index = tables.placements.where(number)
        files.setdefault(path, []).append((placed.story.kind is StoryKind.RULE, index, number))
    before: dict[StoryId, int] = {}
    counted = 0
    for stories in files.values():
        for is_rule, _, number in sorted(stories):
            before[number] = counted
            counted += 1 if is_rule else tables.last_ordinal(number)
    return before

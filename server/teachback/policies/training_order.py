"""The order in which training takes stories.

Rasa numbers story steps while it reads, and compares the numbers as text (R1:core/training/structures.py:StoryStep,
R3:shared/core/training_data/structures.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, repeat

from teachback.formats.story_tree import PlacedStory, StoryKind
from teachback.policies.learnt import StoryId
from teachback.policies.placements import Placements
from teachback.policies.walk import PlacedSegment
from teachback.project.segments import Segment


@dataclass(frozen=True, slots=True)
class _File:
    """How many steps Rasa numbers in a file before each story, and in all: those of stories first, then of rules."""

    numbers: Sequence[StoryId]
    before: Mapping[StoryId, int]
    steps: int


class TrainingOrder:
    """The order of the stories, kept up to date file by file. ``last_ordinal`` tells how many steps a story counts."""

    __slots__ = ("_bases", "_files", "_last_ordinal", "_placements")

    def __init__(self, placements: Placements, last_ordinal: Callable[[StoryId], int]) -> None:
        self._placements = placements
        self._last_ordinal = last_ordinal
        self._files: dict[str, _File] = {}
        self._bases: dict[str, int] = {}

    def update(self) -> None:
        """Take in where stories stand now."""
        files: dict[str, _File] = {}
        bases: dict[str, int] = {}
        counted = 0
        for path, stories, numbers in self._placements.files():
            known = self._files.get(path)
            file = known if known is not None and known.numbers is numbers else self._counted(stories, numbers)
            files[path] = file
            bases[path] = counted
            counted += file.steps
        self._files, self._bases = files, bases

    def key(self, number: StoryId, ordinal: int) -> str:
        """By which training sorts a segment of a story."""
        path, _ = self._placements.where(number)
        return f"{self._bases[path] + self._files[path].before[number] + ordinal}_"

    def segments(self, stories: Iterable[tuple[StoryId, Iterable[Segment]]]) -> list[PlacedSegment]:
        """The segments of some stories as training takes them, numbered from 0."""
        pairs = [(number, segment) for number, segments in stories for segment in segments]
        pairs.sort(key=lambda pair: self.key(pair[0], pair[1].ordinal))
        return [PlacedSegment(number, segment, place) for place, (number, segment) in enumerate(pairs)]

    def _counted(self, stories: tuple[PlacedStory, ...], numbers: Sequence[StoryId]) -> _File:
        rules = [placed.story.kind is StoryKind.RULE for placed in stories]
        told = [number for number, is_rule in zip(numbers, rules, strict=True) if not is_rule]
        in_order = [*told, *compress(numbers, rules)]
        steps = [*map(self._last_ordinal, told), *repeat(1, len(in_order) - len(told))]
        return _File(numbers, dict(zip(in_order, accumulate(steps, initial=0), strict=False)), sum(steps))

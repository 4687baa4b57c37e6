"""The segments into which stories fall: what lies between two checkpoints, one for each way through alternatives."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

from teachback.dialogue.domain import Domain
from teachback.policies.learnt import Group, StoryId, Walk
from teachback.policies.placements import Placements
from teachback.project.segments import Segment, segments_of

MOST_PLAIN = 1024
"""Plain stories whose segments are remembered: contradictions ask for those of the same few again and again."""


class StorySegments:
    """Holds those of the stories that are not plain. Plain ones (``PlainStories``) are learnt without segments; theirs
    are worked out when somebody asks. ``walks`` are all groups of stories as they are learnt now.
    """

    __slots__ = ("_cut_up", "_held", "_walks")

    def __init__(self, domain: Domain, placements: Placements, walks: Mapping[Group, Walk]) -> None:
        self._held: dict[StoryId, tuple[Segment, ...]] = {}
        self._walks = walks

        def cut_up(number: StoryId) -> tuple[Segment, ...]:
            return segments_of(placements.story(number).story, domain)

        self._cut_up = lru_cache(MOST_PLAIN)(cut_up)  # a number never means another story

    def hold(self, number: StoryId, segments: tuple[Segment, ...]) -> None:
        """Keep those of a story that is not plain."""
        self._held[number] = segments

    def drop(self, number: StoryId) -> None:
        """Forget a story that is no more."""
        self._held.pop(number, None)

    def of(self, number: StoryId) -> tuple[Segment, ...]:
        """The segments of a story; none of a rule, nor of a story in which nothing happens."""
        return self._cut_up(number) if self.is_plain(number) else self._held.get(number, ())

    def count(self, number: StoryId) -> int:
        """Into how many segments a story falls."""
        return 1 if self.is_plain(number) else len(self._held.get(number, ()))

    def last_ordinal(self, number: StoryId) -> int:
        """The highest ordinal of the story's segments; 0 for a rule."""
        return 1 if self.is_plain(number) else max((each.ordinal for each in self._held.get(number, ())), default=0)

    def is_plain(self, number: StoryId) -> bool:
        """Whether a story teaches something and is told as one conversation in which nothing is taken back: its
        examples then are all that happens.
        """
        return number not in self._held and (number,) in self._walks

    def stand_alone(self, numbers: AbstractSet[StoryId]) -> bool:
        """Whether each of some stories is one conversation, told in one piece."""
        held = self._held.keys() & numbers
        return all(len(self._held[each]) == 1 and (each,) in self._walks for each in held)

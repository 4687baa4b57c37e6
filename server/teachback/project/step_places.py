"""Where in the stories of a file its steps stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from teachback.formats.story_tree import PlacedStory
from teachback.project.held_steps import lines_of

Places = tuple[tuple[int, int], ...]
"""Each the index of a story and of a line in ``lines_of`` it, in their order."""


class StepPlaces:
    """The places of steps, by the identity of the step.

    They are looked for when somebody asks. Whoever asks of one text asks of the next one, too: what was asked for is
    taken over, and so is what came with the edit, so that neither costs a walk over all stories again.
    """

    __slots__ = ("_asked", "_stories", "_taken_over")

    def __init__(self, stories: Sequence[PlacedStory], taken_over: Mapping[int, Places] | None = None) -> None:
        self._stories = stories
        self._taken_over = taken_over or {}
        self._asked: dict[int, Places] = {}

    def of(self, steps: Collection[int]) -> Mapping[int, Places]:
        """Where some of the file's steps stand."""
        asked = self._asked
        for step in steps:
            if step not in asked and step in self._taken_over:
                asked[step] = self._taken_over[step]
        missing = frozenset(step for step in steps if step not in asked)
        if missing:
            asked.update(_found(enumerate(self._stories), missing))
        return {step: asked[step] for step in steps}

    def after(self, stories: Sequence[PlacedStory], head: int, tail: int, before: AbstractSet[int]) -> StepPlaces:
        """The same of another text, of which ``head`` stories at the start and ``tail`` at the end are those of this
        one. ``before`` are all steps of this one.
        """
        if not self._stories:
            return StepPlaces(stories)
        first, end = head, len(self._stories) - tail
        by = len(stories) - len(self._stories)
        fresh = range(head, len(stories) - tail)
        steps = {id(line) for index in fresh for line in lines_of(stories[index].story)}
        asked = dict(self._asked)
        came = _found(((index, stories[index]) for index in fresh), (steps - before) | (steps & asked.keys()))
        moved = {step: _moved(places, first, end, by, came.pop(step, ())) for step, places in asked.items()}
        return StepPlaces(stories, {**came, **{step: places for step, places in moved.items() if places}})


def _found(stories: Iterable[tuple[int, PlacedStory]], steps: AbstractSet[int]) -> dict[int, Places]:
    found: dict[int, list[tuple[int, int]]] = {}
    for index, placed in stories:
        lines = lines_of(placed.story)
        if not steps.isdisjoint(map(id, lines)):
            for number, line in enumerate(lines):
                if id(line) in steps:
                    found.setdefault(id(line), []).append((index, number))
    return {step: tuple(places) for step, places in found.items()}


def _moved(places: Places, first: int, end: int, by: int, fresh: Places) -> Places:
    """Places of which those in stories from ``first`` up to ``end`` are gone, others have come there, and those behind
    moved.
    """
    start, behind = bisect_left(places, (first, 0)), bisect_left(places, (end, 0))
    if not by and start == behind and not fresh:
        return places
    after = places[behind:] if not by else ((index + by, line) for index, line in places[behind:])
    return (*places[:start], *fresh, *after)

"""The examples of one action after a window, in the order of the places at which they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter, eq, itemgetter
from typing import NamedTuple

from teachback.policies.learnt import Learnt, StoryId
from teachback.policies.placements import Placements


class Place(NamedTuple):
    """Where an action stands: the index of a story in its file and of a step in the story. ``implied``: the bot
    listens after (at a segment's start: before) that step, though no step says so.

    A tuple, because a window may stand in hundreds of places, which are sorted after each change of one.
    """

    path: str
    story: int
    step: int
    implied: bool = False


@dataclass(frozen=True, slots=True)
class PlacedExamples:
    """Examples in the order of their places, and at one place of their histories, however they came about; each place
    is listed once.
    """

    examples: tuple[Learnt, ...]
    places: tuple[Place, ...]


NOWHERE = PlacedExamples((), ())


def placed_examples(
    placements: Placements, examples: Collection[Learnt], before: PlacedExamples = NOWHERE
) -> PlacedExamples:
    """Some examples in order. Most come in it already, and few share a place. ``before`` are others in order, whose
    stories stand where they did: where the same ones are among these, they are not placed again.
    """
    placed = _still_there(before, examples)
    same = set(map(id, map(_example, placed)))
    fresh = [each for each in examples if id(each) not in same] if same else examples
    placed += zip(_places(placements, fresh), fresh, strict=True)
    placed.sort(key=_place)
    places = list(map(_place, placed))
    if any(map(eq, places, islice(places, 1, None))):
        placed.sort(key=lambda one: (one[0], one[1].history.oldest_first()))
        places = list(dict.fromkeys(map(_place, placed)))
    return PlacedExamples(tuple(map(_example, placed)), tuple(places))


def _places(placements: Placements, examples: Collection[Learnt]) -> Iterator[Place]:
    """Without a loop of its own: one letter may make hundreds of places contradictory."""
    where = list(placements.all_where(map(_story, examples)))
    return map(
        Place._make,
        zip(map(_path, where), map(_index, where), map(_step, examples), map(_implied, examples), strict=True),
    )


def _still_there(before: PlacedExamples, examples: Collection[Learnt]) -> list[tuple[Place, Learnt]]:
    """Those that are among the examples, if each had a place of its own."""
    if len(before.places) != len(before.examples):
        return []
    wanted = set(map(id, examples))
    return [each for each in zip(before.places, before.examples, strict=True) if id(each[1]) in wanted]


_place: Callable[[tuple[Place, Learnt]], Place] = itemgetter(0)
_example: Callable[[tuple[Place, Learnt]], Learnt] = itemgetter(1)
_story: Callable[[Learnt], StoryId] = attrgetter("story")
_step: Callable[[Learnt], int] = attrgetter("step")
_implied: Callable[[Learnt], bool] = attrgetter("implied")
_path: Callable[[tuple[str, int]], str] = itemgetter(0)
_index: Callable[[tuple[str, int]], int] = itemgetter(1)

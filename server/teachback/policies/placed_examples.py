"""The examples of one action after a window, in the order of the places at which they stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from operator import eq
from typing import NamedTuple

from teachback.policies.learnt import Learnt
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


def placed_examples(placements: Placements, examples: Collection[Learnt]) -> PlacedExamples:
    """Some examples in order. Most come in it already, and few share a place."""
    where = placements.where
    found = list(examples)
    places = [Place(*where(each.story), each.step, each.implied) for each in found]
    order = sorted(range(len(found)), key=places.__getitem__)
    in_order = [places[number] for number in order]
    if any(map(eq, in_order, in_order[1:])):
        order.sort(key=lambda number: (places[number], found[number].history.oldest_first()))
        in_order = list(dict.fromkeys(places[number] for number in order))
    return PlacedExamples(tuple(found[number] for number in order), tuple(in_order))

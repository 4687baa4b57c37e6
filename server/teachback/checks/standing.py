"""Where steps stand and what stands around them: all that a finding can tell of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from teachback.checks.places import location_of
from teachback.checks.rule import Facts
from teachback.policies.placed_examples import Place


def standing(facts: Facts, places: Iterable[Place]) -> tuple[Hashable, ...]:
    """For ``sees`` of rules that tell of steps in stories: equal while all these would be told in the same words and at
    the same places. Costs these places, so it is for what is told alone.
    """
    different = dict.fromkeys(places)
    return tuple(_standing(facts, place) for place in different) if different else ()


def _standing(facts: Facts, place: Place) -> Hashable:
    file = facts.snapshot.files[place.path]
    start = location_of(facts.snapshot, place).span.start
    return (place, file.document.lines.line_of(start), file.placed_stories()[place.story])

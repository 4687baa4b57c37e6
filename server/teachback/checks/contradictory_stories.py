"""Stories that run different actions where the policies see the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from operator import is_
from typing import NamedTuple

from teachback.checks.contradiction_data import data_of
from teachback.checks.contradiction_fixes import fixes_of
from teachback.checks.contradiction_words import Words, words_of
from teachback.checks.finding import Related, StoryFinding
from teachback.checks.places import story_location_of
from teachback.checks.rule import Facts, InEachStory, Rule
from teachback.formats.problems import Severity
from teachback.policies.contradictions import Contradiction
from teachback.policies.placed_examples import Place
from teachback.project.sources import SourceFile

CONTRADICTORY = "contradictory-stories"


class _At(NamedTuple):
    """One of a contradiction's places, with its action and its number among all places of the action."""

    place: Place
    action: str
    number: int


@dataclass(frozen=True, slots=True)
class _Told:
    """What was found of a contradiction in a file at each of its places, and in which stories."""

    words: Words
    file: SourceFile
    places: tuple[_At, ...]
    stories: frozenset[int]
    found: tuple[StoryFinding, ...]


def _find(facts: Facts, file: SourceFile) -> Iterator[StoryFinding]:
    found = (_told(facts, each, file).found for each in facts.contradictions.in_file(file.path))
    return chain.from_iterable(found)


def _told(facts: Facts, contradiction: Contradiction, file: SourceFile) -> _Told:
    """What was found before is taken over as far as neither the words nor the stories have changed."""
    words = words_of(facts, contradiction)
    known = contradiction.told.get((_Told, file.path))
    if not isinstance(known, _Told):
        places = tuple(_places(contradiction, file))
        stories, found = frozenset(at.place.story for at in places), _found(facts, words, places)
    else:
        places, stories = known.places, known.stories
        changed = frozenset[int]() if known.file is file else facts.moved.between(known.file, file).stories & stories
        found = known.found
        if known.words is not words or changed:
            found = tuple(_found_again(facts, known, words, changed))
    told = contradiction.told[_Told, file.path] = _Told(words, file, places, stories, found)
    return told


def _places(contradiction: Contradiction, file: SourceFile) -> Iterator[_At]:
    for action, places in contradiction.places.items():
        for number, place in enumerate(places):
            if place.path == file.path:
                yield _At(place, action, number)


def _found(facts: Facts, words: Words, places: Iterable[_At]) -> tuple[StoryFinding, ...]:
    return tuple(
        StoryFinding(
            CONTRADICTORY,
            Severity.WARNING,
            story_location_of(facts.snapshot, at.place),
            words.message(at.place, at.action),
            words.related(at.number, at.action),
            words.data,
        )
        for at in places
    )


def _found_again(facts: Facts, before: _Told, words: Words, changed: frozenset[int]) -> Iterator[StoryFinding]:
    """Each finding itself, but where it would now say something else."""
    reworded = words.openings is not before.words.openings
    for at, known in zip(before.places, before.found, strict=True):
        related = words.related(at.number, at.action)
        place = story_location_of(facts.snapshot, at.place) if at.place.story in changed else known.place
        message = words.message(at.place, at.action) if reworded else known.message
        if message == known.message and place == known.place and _are_the_same(related, known.related):
            yield known
        else:
            yield replace(known, place=place, message=message, related=related)


def _are_the_same(some: tuple[Related, ...], others: tuple[Related, ...]) -> bool:
    """One that has moved is as it was to look at, but another."""
    return some is others or (len(some) == len(others) and all(map(is_, some, others)))


def _seen(facts: Facts, file: SourceFile) -> Hashable:
    """A contradiction hangs on stories anywhere, of which its words tell."""
    return tuple(words_of(facts, contradiction) for contradiction in facts.contradictions.in_file(file.path))


RULE = Rule(
    code=CONTRADICTORY,
    severity=Severity.WARNING,
    summary="Stories run different actions where the policies see the same conversation",
    find=InEachStory(_find, _seen),
    fixes=fixes_of,
    costly=True,
    data=data_of,
)

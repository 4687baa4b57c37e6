"""Stories that run different actions where the policies see the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from teachback.checks.contradiction_fixes import fixes_of
from teachback.checks.contradiction_words import Words, words_of
from teachback.checks.finding import Related, StoryFinding
from teachback.checks.places import story_location_of
from teachback.checks.rule import Facts, InEachStory, Rule
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.policies.contradictions import Contradiction
from teachback.policies.placed_examples import Place
from teachback.project.sources import SourceFile, StoryLocation

CONTRADICTORY = "contradictory-stories"


class _At(NamedTuple):
    """One of a contradiction's places, with its action and its number among all places of the action."""

    place: Place
    action: str
    number: int


@dataclass(frozen=True, slots=True)
class _Told:
    """What was found of a contradiction in a file at each of its places, and in which stories."""

    contradiction: Contradiction
    words: Words
    file: SourceFile
    places: tuple[_At, ...]
    stories: frozenset[int]
    found: tuple[StoryFinding, ...]


def _find(facts: Facts, file: SourceFile) -> Iterator[StoryFinding]:
    for contradiction in facts.contradictions.in_file(file.path):
        yield from _told(facts, contradiction, file).found


def _told(facts: Facts, contradiction: Contradiction, file: SourceFile) -> _Told:
    """What was found before is taken over as far as neither the words nor the stories have changed."""
    words = words_of(facts, contradiction)
    before = contradiction.told.get((_Told, file.path))
    known = before if isinstance(before, _Told) and before.contradiction is contradiction else None
    if known is None:
        places = tuple(_places(contradiction, file))
        stories, found = frozenset(at.place.story for at in places), _found(facts, words, places)
    else:
        places, stories = known.places, known.stories
        changed = frozenset[int]() if known.file is file else facts.moved.between(known.file, file).stories & stories
        if known.words is words and not changed:
            found = known.found
        elif known.words.openings is words.openings:
            found = tuple(_found_again(facts, known, words, changed))
        else:
            found = _found(facts, words, places)
    told = contradiction.told[_Told, file.path] = _Told(contradiction, words, file, places, stories, found)
    return told


def _places(contradiction: Contradiction, file: SourceFile) -> Iterator[_At]:
    for action, places in contradiction.places.items():
        for number, place in enumerate(places):
            if place.path == file.path:
                yield _At(place, action, number)


def _found(facts: Facts, words: Words, places: Iterable[_At]) -> tuple[StoryFinding, ...]:
    return tuple(
        _finding(
            story_location_of(facts.snapshot, at.place),
            words.message(at.place, at.action),
            words.related(at.number, at.action),
            words.data,
        )
        for at in places
    )


def _found_again(facts: Facts, before: _Told, words: Words, changed: frozenset[int]) -> Iterator[StoryFinding]:
    """The same messages, with the places that are listed now."""
    for at, known in zip(before.places, before.found, strict=True):
        related = words.related(at.number, at.action)
        place = story_location_of(facts.snapshot, at.place) if at.place.story in changed else known.place
        if related is known.related and words.data is known.data and place == known.place:
            yield known
        else:
            yield _finding(place, known.message, related, words.data)


def _finding(place: StoryLocation, message: str, related: tuple[Related, ...], data: Record) -> StoryFinding:
    return StoryFinding(CONTRADICTORY, Severity.WARNING, place, message, related, data)


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
)

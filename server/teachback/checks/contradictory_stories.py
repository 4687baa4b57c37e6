"""Stories that run different actions where the policies see the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from teachback.checks.contradiction_fixes import fixes_of
from teachback.checks.contradiction_words import Words, words_of
from teachback.checks.finding import Finding, Related
from teachback.checks.places import location_of
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.formats.story_tree import PlacedStory
from teachback.policies.contradictions import Contradiction, Place
from teachback.project.sources import Location, SourceFile


class _At(NamedTuple):
    """One of a contradiction's places, with its action and its number among all places of the action."""

    place: Place
    action: str
    number: int


class _Found(NamedTuple):
    """A finding, and the story as it stood."""

    placed: PlacedStory
    finding: Finding


@dataclass(frozen=True, slots=True)
class _Told:
    """What was found of a contradiction in a file at each of its places."""

    contradiction: Contradiction
    words: Words
    found: Mapping[_At, _Found]


def _find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    for contradiction in facts.contradictions.in_file(file.path):
        for found in _told(facts, contradiction, file).found.values():
            yield found.finding


def _told(facts: Facts, contradiction: Contradiction, file: SourceFile) -> _Told:
    """What was found before is taken over as far as neither the words have changed nor the story has moved."""
    words, stories = words_of(facts, contradiction), file.placed_stories()
    before = contradiction.told.get((_Told, file.path))
    if isinstance(before, _Told) and before.contradiction is contradiction:
        again = _found_again if before.words.openings is words.openings else _found
        found = {at: again(facts, words, at, stories[at.place.story], kept) for at, kept in before.found.items()}
    else:
        found = {at: _found(facts, words, at, stories[at.place.story]) for at in _places(contradiction, file)}
    told = contradiction.told[_Told, file.path] = _Told(contradiction, words, found)
    return told


def _places(contradiction: Contradiction, file: SourceFile) -> Iterator[_At]:
    for action, places in contradiction.places.items():
        for number, place in enumerate(places):
            if place.path == file.path:
                yield _At(place, action, number)


def _found(facts: Facts, words: Words, at: _At, placed: PlacedStory, before: _Found | None = None) -> _Found:
    del before
    location, related = location_of(facts.snapshot, at.place), words.related(at.number, at.action)
    return _Found(placed, _finding(location, words.message(at.place, at.action), related, words.data))


def _found_again(facts: Facts, words: Words, at: _At, placed: PlacedStory, before: _Found) -> _Found:
    """The same in the same words, where it stands now."""
    finding, related = before.finding, words.related(at.number, at.action)
    stays = before.placed == placed
    if stays and finding.related == related and finding.data is words.data:
        return before
    by = placed.offset - before.placed.offset
    if stays:
        location = finding.location
    elif placed.story is before.placed.story:
        location = Location(finding.location.path, finding.location.span.shifted(by))
    else:
        location = location_of(facts.snapshot, at.place)
    return _Found(placed, _finding(location, finding.message, related, words.data))


def _finding(location: Location, message: str, related: tuple[Related, ...], data: Record) -> Finding:
    return Finding("contradictory-stories", Severity.WARNING, location, message, related, data)


def _seen(facts: Facts, file: SourceFile) -> Hashable:
    """A contradiction hangs on stories anywhere, of which its words tell."""
    return tuple(words_of(facts, contradiction) for contradiction in facts.contradictions.in_file(file.path))


RULE = Rule(
    code="contradictory-stories",
    severity=Severity.WARNING,
    summary="Stories run different actions where the policies see the same conversation",
    find=InEachFile(_find, _seen),
    fixes=fixes_of,
    costly=True,
)

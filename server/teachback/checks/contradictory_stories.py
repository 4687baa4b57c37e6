"""Stories that run different actions where the policies see the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from teachback.checks.contradiction_fixes import fixes_of
from teachback.checks.finding import Finding, Related
from teachback.checks.places import action_name, describe, location_of
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.telling_apart import what_would_tell_apart
from teachback.checks.ways_in_words import ways_of, witness_data
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.values import Record, freeze
from teachback.formats.problems import Severity
from teachback.policies.contradictions import Contradiction, Place
from teachback.project.sources import SourceFile

# A window may stand in a thousand places; each lists so many of the others, first those that run another action.
MOST_RELATED = 10
# After one window stories may run dozens of actions; a sentence names so many of the others.
MOST_ACTIONS = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """What is said at all places of a contradiction. ``basis`` is all of the files that it was made from: where the
    first places of each action stand.
    """

    basis: tuple[object, ...]
    data: Record
    openings: Mapping[str, Callable[[Place], str]]
    help: Mapping[str, str]
    related: Mapping[str, list[Related]]
    others: Mapping[str, list[Related]]


def _find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    for contradiction in facts.contradictions.in_file(file.path):
        words = _words(facts, contradiction)
        for action, places in contradiction.places.items():
            for index, place in enumerate(places):
                if place.path == file.path:
                    yield Finding(
                        rule="contradictory-stories",
                        severity=Severity.WARNING,
                        location=location_of(facts.snapshot, place),
                        message=f"{words.openings[action](place)} {words.help[action]}",
                        related=_nearest(words.others[action], words.related.get(action, []), index),
                        data=words.data,
                    )


def _words(facts: Facts, contradiction: Contradiction) -> _Words:
    """They stay the same as long as the contradiction does, and the places that they name."""
    basis = tuple(_basis(facts, contradiction))
    known = contradiction.told.get(_Words)
    if isinstance(known, _Words) and known.basis == basis:
        return known
    related = {action: _related(facts, contradiction, action) for action in _first_actions(contradiction)}
    words = contradiction.told[_Words] = _Words(
        basis,
        _data(facts, contradiction),
        {action: _opening(facts, contradiction, action) for action in contradiction.places},
        known.help if isinstance(known, _Words) else _helps(facts, contradiction),
        related,
        {
            action: [each for other in related if other != action for each in related[other]][:MOST_RELATED]
            for action in contradiction.places
        },
    )
    return words


def _basis(facts: Facts, contradiction: Contradiction) -> Iterator[object]:
    yield contradiction.stories
    for action in _first_actions(contradiction):
        places = contradiction.places[action]
        yield describe(facts.snapshot, places[0])
        for place in places[: MOST_RELATED + 1]:
            placed = facts.snapshot.files[place.path].placed_stories()[place.story]
            yield (id(placed.story), placed.offset)


def _first_actions(contradiction: Contradiction) -> Iterator[str]:
    """Those of which anything is said at other places; where there are more, these fill all that is listed."""
    return islice(contradiction.places, MOST_RELATED + 1)


def _seen(facts: Facts, file: SourceFile) -> Hashable:
    """A contradiction hangs on stories anywhere, of which its words tell."""
    return tuple(_words(facts, contradiction) for contradiction in facts.contradictions.in_file(file.path))


def _data(facts: Facts, contradiction: Contradiction) -> Record:
    frozen = freeze(
        {
            "id": contradiction.identity,
            "after": {"kind": contradiction.after_kind, "name": contradiction.after_name},
            "max_history": facts.snapshot.max_history,
            "actions": {action: list(names) for action, names in contradiction.stories.items()},
        }
        | witness_data(ways_of(facts, contradiction))
    )
    assert isinstance(frozen, Record)  # noqa: S101 - freeze makes a Record of a dict
    return frozen


def _opening(facts: Facts, contradiction: Contradiction, action: str) -> Callable[[Place], str]:
    """What is said at a place; the same at all places of an action, but where the place itself is meant."""
    after = f"After {_after(contradiction)} this story {_runs(action)}"
    others = [other for other in contradiction.places if other != action]
    if not others:
        return lambda _: f"{after}."
    against = {other: contradiction.places[other] for other in others[:MOST_ACTIONS]}
    more = len(others) - len(against)
    rest = [f"others run {more} more {'action' if more == 1 else 'actions'}"] if more else []

    def said(where: Callable[[tuple[Place, ...]], str]) -> str:
        clauses = [
            f"{where(places)} {_runs(other) if _stories(places) == 1 else _run(other)}"
            for other, places in against.items()
        ]
        return f"{after}, but {', and '.join((*clauses, *rest))}."

    elsewhere = said(lambda places: _where(facts, places))
    first = {(places[0].path, places[0].story) for places in against.values()}
    return lambda here: (
        said(lambda places: _where(facts, places, here)) if (here.path, here.story) in first else elsewhere
    )


def _helps(facts: Facts, contradiction: Contradiction) -> Mapping[str, str]:
    return {action: _help(facts, contradiction, action) for action in contradiction.places}


def _help(facts: Facts, contradiction: Contradiction, action: str) -> str:
    if len(contradiction.places) == 1:  # as in Rasa 3.x, there is no place at which this one may stand
        return f"UnexpecTEDIntentPolicy alone decides when to run `{action}`; a story that does teaches against it."
    return what_would_tell_apart(facts, contradiction, contradiction.places[action][0], action)


def _after(contradiction: Contradiction) -> str:
    if contradiction.after_kind == "bot":
        return f'the bot says "{contradiction.after_name}"'
    if contradiction.after_kind == "user":
        return f'the user says "{contradiction.after_name}"'
    return f"`{contradiction.after_name}`"


def _runs(action: str) -> str:
    return "waits for the user" if action == ACTION_LISTEN else f"runs {action_name(action)}"


def _run(action: str) -> str:
    return "wait for the user" if action == ACTION_LISTEN else f"run {action_name(action)}"


def _stories(places: tuple[Place, ...]) -> int:
    return len({(place.path, place.story) for place in places})


def _where(facts: Facts, places: tuple[Place, ...], here: Place | None = None) -> str:
    first = places[0]
    if here is not None and (first.path, first.story) == (here.path, here.story):
        told = f"elsewhere it ({describe(facts.snapshot, first)})"
    else:
        told = f'"{_name(facts, first)}" ({describe(facts.snapshot, first)})'
    more = _stories(places) - 1
    if more == 0:
        return told
    return f"{told} and {more} other {'story' if more == 1 else 'stories'}"


def _name(facts: Facts, place: Place) -> str:
    return facts.snapshot.files[place.path].placed_stories()[place.story].story.name.text


def _related(facts: Facts, contradiction: Contradiction, action: str) -> list[Related]:
    """The first places of an action, one more than are ever listed: a place does not list itself."""
    return [
        Related(location_of(facts.snapshot, place), f'"{_name(facts, place)}" {_runs(action)} here')
        for place in contradiction.places[action][: MOST_RELATED + 1]
    ]


def _nearest(others: list[Related], same: list[Related], index: int) -> tuple[Related, ...]:
    return (*others, *(each for number, each in enumerate(same) if number != index))[:MOST_RELATED]


RULE = Rule(
    code="contradictory-stories",
    severity=Severity.WARNING,
    summary="Stories run different actions where the policies see the same conversation",
    find=InEachFile(_find, _seen),
    fixes=fixes_of,
    costly=True,
)

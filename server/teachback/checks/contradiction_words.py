"""What is said of a contradiction, kept for as long as nothing that it names has moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from teachback.checks.contradiction_data import identifying
from teachback.checks.finding import Related
from teachback.checks.places import action_name, describe, story_location_of
from teachback.checks.rule import Facts
from teachback.checks.telling_apart import what_would_tell_apart
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.values import Record
from teachback.policies.contradictions import Contradiction
from teachback.policies.placed_examples import Place
from teachback.project.snapshot import Snapshot

# A window may stand in a thousand places; each lists so many of the others, first those that run another action.
MOST_RELATED = 10
# After one window stories may run dozens of actions; a sentence names so many of the others.
MOST_ACTIONS = 3
_NO_STORIES = frozenset[int]()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What is said at all places of a contradiction. ``openings`` begin the message at a place of an action, ``help``
    ends it. ``others`` are the places of other actions that are listed with those of one, ``same`` its own first ones,
    one more than are ever listed: a place does not list itself.
    """

    data: Record
    openings: Mapping[str, Callable[[Place], str]]
    help: Mapping[str, str]
    others: Mapping[str, tuple[Related, ...]]
    same: Mapping[str, tuple[Related, ...]]
    _listed: dict[tuple[str, int], tuple[Related, ...]] = field(
        default_factory=dict[tuple[str, int], tuple[Related, ...]], init=False, repr=False
    )

    def message(self, place: Place, action: str) -> str:
        """What is said at a place."""
        return f"{self.openings[action](place)} {self.help[action]}"

    def related(self, index: int, action: str) -> tuple[Related, ...]:
        """What is listed at one of an action's places, by its index: the place itself is not. Places at which the same
        is listed share it.
        """
        others, same = self.others[action], self.same.get(action, ())
        left_out = len(same) if len(others) == MOST_RELATED else min(index, len(same))
        listed = self._listed.get((action, left_out))
        if listed is None:
            listed = (*others, *same[:left_out], *same[left_out + 1 :])[:MOST_RELATED]
            self._listed[action, left_out] = listed
        return listed


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Words, the snapshot for which they were found to hold last, and all stories that they name, by path and index."""

    words: Words
    snapshot: Snapshot
    named: Mapping[str, frozenset[int]]


def words_of(facts: Facts, contradiction: Contradiction) -> Words:
    """They stay the same ones as long as the contradiction does, and the places that they name."""
    known = contradiction.told.get(Words)
    if not isinstance(known, _Spoken):
        known = contradiction.told[Words] = _Spoken(_words(facts, contradiction), facts.snapshot, _named(contradiction))
    elif known.snapshot is not facts.snapshot:
        words = _moved(facts, contradiction, known)
        known = contradiction.told[Words] = _Spoken(words, facts.snapshot, known.named)
    return known.words


def _named(contradiction: Contradiction) -> Mapping[str, frozenset[int]]:
    """By path the stories of which anything is said."""
    stories: dict[str, set[int]] = {}
    for action in _first_actions(contradiction):
        for place in contradiction.places[action][: MOST_RELATED + 1]:
            stories.setdefault(place.path, set()).add(place.story)
    return {path: frozenset(named) for path, named in stories.items()}


def _moved(facts: Facts, contradiction: Contradiction, before: _Spoken) -> Words:
    """The words after stories that they name may have moved; the same ones where none has."""
    words = before.words
    gone = {
        (path, index): index in moved.lines
        for path, moved in facts.moved.since(before.snapshot, facts.snapshot).items()
        for index in before.named.get(path, _NO_STORIES) & moved.stories
    }
    if not gone:
        return words
    related = {
        action: tuple(
            _again(facts, place, action, known, gone.get((place.path, place.story)))
            for place, known in zip(contradiction.places[action], same, strict=False)
        )
        for action, same in words.same.items()
    }
    in_other_lines = any(gone.values())
    if not in_other_lines and related == words.same:
        return words
    openings = _openings(facts, contradiction) if in_other_lines else words.openings
    return Words(words.data, openings, words.help, _others(contradiction, related), related)


def _again(facts: Facts, place: Place, action: str, known: Related, in_other_line: bool | None) -> Related:
    """What is listed of a place in a story that has changed, and may stand in another line; ``None``: it has not."""
    if in_other_line is None:
        return known
    related = _related(facts, place, action)
    return related if in_other_line or related != known else known


def _words(facts: Facts, contradiction: Contradiction) -> Words:
    related = {
        action: tuple(_related(facts, place, action) for place in contradiction.places[action][: MOST_RELATED + 1])
        for action in _first_actions(contradiction)
    }
    help_at = {action: _help(facts, contradiction, action) for action in contradiction.places}
    openings = _openings(facts, contradiction)
    return Words(identifying(contradiction), openings, help_at, _others(contradiction, related), related)


def _first_actions(contradiction: Contradiction) -> Iterator[str]:
    """Those of which anything is said at other places; where there are more, these fill all that is listed."""
    return islice(contradiction.places, MOST_RELATED + 1)


def _openings(facts: Facts, contradiction: Contradiction) -> Mapping[str, Callable[[Place], str]]:
    counts = {action: _stories(places) for action, places in contradiction.places.items()}
    return {action: _opening(facts, contradiction, action, counts) for action in contradiction.places}


def _opening(
    facts: Facts, contradiction: Contradiction, action: str, counts: Mapping[str, int]
) -> Callable[[Place], str]:
    """What is said at a place; the same at all places of an action, but where the place itself is meant."""
    after = f"After {_after(contradiction)} this story {_runs(action)}"
    others = [other for other in contradiction.places if other != action]
    if not others:
        return lambda _: f"{after}."
    first = {other: contradiction.places[other][0] for other in others[:MOST_ACTIONS]}
    more = len(others) - len(first)
    rest = [f"others run {more} more {'action' if more == 1 else 'actions'}"] if more else []

    def said(where: Callable[[Place, int], str]) -> str:
        clauses = [
            f"{where(place, counts[other])} {_runs(other) if counts[other] == 1 else _run(other)}"
            for other, place in first.items()
        ]
        return f"{after}, but {', and '.join((*clauses, *rest))}."

    elsewhere = said(lambda place, stories: _where(facts, place, stories))
    stories_named = {(place.path, place.story) for place in first.values()}
    return lambda here: (
        said(lambda place, stories: _where(facts, place, stories, here))
        if (here.path, here.story) in stories_named
        else elsewhere
    )


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


def _where(facts: Facts, place: Place, stories: int, here: Place | None = None) -> str:
    if here is not None and (place.path, place.story) == (here.path, here.story):
        told = f"elsewhere it ({describe(facts.snapshot, place)})"
    else:
        told = f'"{_name(facts, place)}" ({describe(facts.snapshot, place)})'
    more = stories - 1
    if more == 0:
        return told
    return f"{told} and {more} other {'story' if more == 1 else 'stories'}"


def _name(facts: Facts, place: Place) -> str:
    return facts.snapshot.files[place.path].placed_stories()[place.story].story.name.text


def _related(facts: Facts, place: Place, action: str) -> Related:
    return Related(story_location_of(facts.snapshot, place), f'"{_name(facts, place)}" {_runs(action)} here')


def _others(
    contradiction: Contradiction, related: Mapping[str, tuple[Related, ...]]
) -> Mapping[str, tuple[Related, ...]]:
    """First a place of each other action, then another one of each: a list that is cut still names them all."""
    return {
        action: tuple(_by_turns([related[other] for other in related if other != action]))[:MOST_RELATED]
        for action in contradiction.places
    }


def _by_turns(lists: list[tuple[Related, ...]]) -> Iterator[Related]:
    return (each for turn in zip_longest(*lists) for each in turn if each is not None)

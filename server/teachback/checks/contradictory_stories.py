"""Stories that run different actions where the policies see the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teachback.checks.contradiction_fixes import fixes_of
from teachback.checks.finding import Finding, Related
from teachback.checks.places import action_name, describe, location_of
from teachback.checks.rule import Facts, Rule
from teachback.checks.telling_apart import what_would_tell_apart
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.values import Record, freeze
from teachback.formats.problems import Severity
from teachback.policies.contradictions import Contradiction, Place

# A contradiction lists all its other places at each of them, up to so many in all; a window as short as one state can
# stand in a thousand places, and then each of these lists the nearest only.
MOST_RELATED = 4_000
FEWEST_RELATED = 5


def _find(facts: Facts) -> Iterator[Finding]:
    for contradiction in facts.contradictions:
        data = _data(facts, contradiction)
        most = max(FEWEST_RELATED, MOST_RELATED // sum(map(len, contradiction.places.values())))
        helps = {action: _help(facts, contradiction, action) for action in contradiction.places}
        for action, places in contradiction.places.items():
            against = {other: places for other, places in contradiction.places.items() if other != action}
            others = [(other, place) for other, places in against.items() for place in places]
            same = [(action, place) for place in places]
            for place in places:
                yield Finding(
                    rule="contradictory-stories",
                    severity=Severity.WARNING,
                    location=location_of(facts.snapshot, place),
                    message=f"{_opening(facts, contradiction, action, place)} {helps[action]}",
                    related=tuple(_related(facts, _others(others, same, place, most))),
                    data=data,
                )


def _data(facts: Facts, contradiction: Contradiction) -> Record:
    frozen = freeze(
        {
            "id": contradiction.identity,
            "after": {"kind": contradiction.after_kind, "name": contradiction.after_name},
            "max_history": facts.snapshot.max_history,
            "actions": {action: list(names) for action, names in contradiction.stories.items()},
        }
    )
    assert isinstance(frozen, Record)  # noqa: S101 - freeze makes a Record of a dict
    return frozen


def _opening(facts: Facts, contradiction: Contradiction, action: str, place: Place) -> str:
    clauses = [
        f"{_where(facts, place, places)} {_runs(other) if _stories(places) == 1 else _run(other)}"
        for other, places in contradiction.places.items()
        if other != action
    ]
    after = f"After {_after(contradiction)} this story {_runs(action)}"
    return f"{after}, but {', and '.join(clauses)}." if clauses else f"{after}."


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


def _where(facts: Facts, here: Place, places: tuple[Place, ...]) -> str:
    first = places[0]
    if (first.path, first.story) == (here.path, here.story):
        told = f"elsewhere it ({describe(facts.snapshot, first)})"
    else:
        name = facts.snapshot.files[first.path].placed_stories()[first.story].story.name.text
        told = f'"{name}" ({describe(facts.snapshot, first)})'
    more = _stories(places) - 1
    if more == 0:
        return told
    return f"{told} and {more} other {'story' if more == 1 else 'stories'}"


def _others(
    others: list[tuple[str, Place]], same: list[tuple[str, Place]], place: Place, most: int
) -> list[tuple[str, Place]]:
    chosen = others[:most]
    room = most - len(chosen) + 1
    return chosen + [each for each in same[:room] if each[1] != place]


def _related(facts: Facts, others: list[tuple[str, Place]]) -> Iterable[Related]:
    for action, place in others:
        name = facts.snapshot.files[place.path].placed_stories()[place.story].story.name.text
        yield Related(location_of(facts.snapshot, place), f'"{name}" {_runs(action)} here')


RULE = Rule(
    code="contradictory-stories",
    severity=Severity.WARNING,
    summary="Stories run different actions where the policies see the same conversation",
    find=_find,
    fixes=fixes_of,
    costly=True,
)

"""The ways through checkpoints on which a contradiction shows, as a sentence and as data."""

from __future__ import annotations

from collections.abc import Mapping

from teachback.checks.rule import Facts
from teachback.policies.contradictions import Contradiction
from teachback.policies.witness import Way, witness

# A way is told by its first stories and by its last ones.
MOST_FIRST, MOST_LAST = 2, 3


def ways_of(facts: Facts, contradiction: Contradiction) -> Mapping[str, Way]:
    """The shortest way to each action of a contradiction; nothing where no way leads through more than one story."""
    known = contradiction.told.get(Way)
    if not isinstance(known, _Ways):
        ways = witness(facts.tables, contradiction)
        joined = any(len(way.stories) > 1 for way in ways.values())
        known = contradiction.told[Way] = _Ways(ways if joined else {})
    return known


class _Ways(dict[str, Way]):
    """What is remembered of a contradiction."""


def shown_by(facts: Facts, contradiction: Contradiction, action: str) -> str:
    """A sentence on the way to an action, and the way to another; empty where each story stands alone."""
    ways = ways_of(facts, contradiction)
    mine = ways.get(action)
    theirs = next((way for other, way in ways.items() if other != action), None)
    if mine is None or theirs is None:
        return ""
    return f" The shortest ways that show it: {_joined(mine)} here, {_joined(theirs)} there."


def witness_data(ways: Mapping[str, Way]) -> dict[str, object]:
    """The same in full: ``witness`` has the names of the stories and what is said and done, by actions."""
    told = {action: {"stories": list(way.stories), "conversation": list(way.told)} for action, way in ways.items()}
    return {"witness": told} if told else {}


def _joined(way: Way) -> str:
    names = way.stories
    if len(names) > MOST_FIRST + MOST_LAST:
        names = (*names[:MOST_FIRST], "…", *names[-MOST_LAST:])
    return f'"{" > ".join(names)}"'

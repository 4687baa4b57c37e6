"""The stories that say of a form that it must not validate what the user just said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from teachback.checks.rule import Facts
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.states import State
from teachback.policies.learnt import Learnt
from teachback.policies.placed_examples import Place
from teachback.teaching.evidence import story_place
from teachback.teaching.reason import StoryPlace


def unvalidated(facts: Facts, states: Sequence[State]) -> tuple[StoryPlace, ...]:
    """The places, each story once, whose turn looks like the end of ``states`` and comes without validation.

    FormPolicy of 1.x looks at the action before the user spoke and at the state after it, whatever follows; in 3.x the
    loop itself has to follow (R1:core/policies/form_policy.py, R3:core/policies/rule_policy.py).
    """
    if len(states) < _LEAST or states[-1].previous_action != ACTION_LISTEN:
        return ()
    tables = facts.tables
    places = {Place(*tables.placements.where(each.story), each.step, each.implied) for each in _alike(facts, states)}
    return tuple(dict.fromkeys(story_place(facts, place) for place in sorted(places)))


_LEAST = 2


def _alike(facts: Facts, states: Sequence[State]) -> Iterator[Learnt]:
    tables = facts.tables
    newest, asked = tables.states.number(states[-1]), states[-2].previous_action
    for _, walk in tables.walks():
        for learnt in walk.learnt:
            history = learnt.history
            if history.state != newest or history.before is None or learnt.implied:
                continue
            follows = facts.snapshot.dialect is Dialect.RASA1 or learnt.action == states[-1].loop
            if follows and tables.states.state(history.before.state).previous_action == asked:
                yield learnt

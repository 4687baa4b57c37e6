"""What holds between a window and an action, whichever action it is: features that all actions share.

They let the model propose an action that no story runs, because ``utter_goodbye`` resembles the intent ``goodbye``, and
learn once for all forms what it means that a form is active.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import numpy as np

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.policies.statistical.actions import CUSTOM, LISTEN, LOOP, RESPONSE, Actions
from teachback.policies.statistical.arrays import Floats, Indexes, floats, indexes
from teachback.policies.statistical.view import View, meaning

Related: TypeAlias = tuple[int, Indexes, Floats]
"""The index of a relation, the indexes of the actions that stand in it, and how much each does."""

_IN_A_TURN = (
    "is the active loop",
    "resembles what the user said",
    "ran in this turn",
    "ran before",
    "resembles the bot's last action",
    "resembles the active loop",
    "resembles the slots that are set",
)
_PREVIOUS_KINDS = (LISTEN, RESPONSE, CUSTOM, LOOP)

RELATIONS = (
    *(f"answering: {name}" for name in _IN_A_TURN),
    *(f"going on: {name}" for name in _IN_A_TURN),
    "is the active loop, which ran just now",
    "is the bot's last action",
    *(f"is what usually follows {kind}" for kind in _PREVIOUS_KINDS),
    *(f"is a loop after {kind}" for kind in _PREVIOUS_KINDS),
)
"""Every relation, in the order of the weights."""

_NUMBER: Mapping[str, int] = {name: number for number, name in enumerate(RELATIONS)}
_NUMBERS_ANSWERING = {name: _NUMBER[f"answering: {name}"] for name in _IN_A_TURN}
_NUMBERS_GOING_ON = {name: _NUMBER[f"going on: {name}"] for name in _IN_A_TURN}
_NUMBERS_USUAL = {kind: _NUMBER[f"is what usually follows {kind}"] for kind in _PREVIOUS_KINDS}
_NUMBERS_LOOP = {kind: _NUMBER[f"is a loop after {kind}"] for kind in _PREVIOUS_KINDS}
_RUNNING_LOOP = _NUMBER["is the active loop, which ran just now"]
_SAME = _NUMBER["is the bot's last action"]

# A name that resembles another wholly weighs like a general feature.
_RESEMBLANCE = 2.0


class Relations:
    """Finds how the actions of one domain stand to a view."""

    __slots__ = ("_actions", "_by_names", "_by_slots", "_of_kind", "_resembling")

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._of_kind = {
            kind: _wholly(indexes([number for number, each in enumerate(actions.kinds) if each == kind]))
            for kind in (LISTEN, RESPONSE, LOOP)
        }
        self._by_names: dict[tuple[str | None, ...], tuple[Indexes, Floats]] = {}
        self._by_slots: dict[tuple[str, ...], tuple[Indexes, Floats]] = {}
        self._resembling: dict[str, tuple[Indexes, Floats]] = {}

    def of(self, view: View) -> list[Related]:
        """Every relation that holds for some action; none comes twice."""
        numbers = _NUMBERS_ANSWERING if view.answering else _NUMBERS_GOING_ON
        found = [(numbers[name], *related) for name, related in self._in_turn(view)]
        found += self._to_last_action(view)
        found += self._to_kind(view)
        return [each for each in found if len(each[1])]

    def _in_turn(self, view: View) -> Iterator[tuple[str, tuple[Indexes, Floats]]]:
        newest = view.newest
        yield "is the active loop", self._named(newest.loop)
        yield "resembles what the user said", self._like(meaning(newest))
        yield "resembles the bot's last action", self._like(_last_action(view))
        yield "resembles the active loop", self._like(newest.loop)
        yield "resembles the slots that are set", self._like_slots(tuple(name for name, _ in newest.slots))
        yield "ran in this turn", self._named(*view.since)
        earlier = (state.previous_action for state in view.states[1:])
        yield "ran before", self._named(*(action for action in earlier if action != ACTION_LISTEN))

    def _to_last_action(self, view: View) -> Iterator[Related]:
        loop = view.newest.loop
        if loop is not None and view.newest.previous_action == loop:
            yield _RUNNING_LOOP, *self._named(loop)
        yield _SAME, *self._named(_last_action(view))

    def _to_kind(self, view: View) -> Iterator[Related]:
        """After a message the bot mostly says something, after an action it mostly waits."""
        kind = self._actions.kind(view.newest.previous_action)
        if kind in _PREVIOUS_KINDS:
            yield _NUMBERS_USUAL[kind], *self._of_kind[RESPONSE if view.answering else LISTEN]
            yield _NUMBERS_LOOP[kind], *self._of_kind[LOOP]

    def _named(self, *names: str | None) -> tuple[Indexes, Floats]:
        known = self._by_names.get(names)
        if known is None:
            known = self._by_names[names] = self._find(names)
        return known

    def _find(self, names: Iterable[str | None]) -> tuple[Indexes, Floats]:
        index = self._actions.index
        return _wholly(indexes(sorted({index[name] for name in names if name is not None and name in index})))

    def _like_slots(self, names: tuple[str, ...]) -> tuple[Indexes, Floats]:
        known = self._by_slots.get(names)
        if known is None:
            numbers, degrees = self._like("_".join(names))
            known = self._by_slots[names] = numbers, np.divide(degrees, _RESEMBLANCE, dtype=np.float32)
        return known

    def _like(self, name: str | None) -> tuple[Indexes, Floats]:
        sought = name or ""
        known = self._resembling.get(sought)
        if known is None:
            numbers, degrees = self._actions.resembling(sought)
            known = indexes(numbers), floats(degrees) * np.float32(_RESEMBLANCE)
            self._resembling[sought] = known
        return known


def _wholly(numbers: Indexes) -> tuple[Indexes, Floats]:
    return numbers, np.ones(len(numbers), dtype=np.float32)


def _last_action(view: View) -> str | None:
    """What the bot did last, waiting left out."""
    return view.bot_before if view.answering else view.newest.previous_action

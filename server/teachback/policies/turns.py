"""The examples of the stories by the point of a turn at which they stand, kept up to date group by group."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.states import State
from teachback.policies.learnt import Learnt, Walk
from teachback.policies.tables import Tables
from teachback.policies.walk_changes import WalkChanges

Turn = tuple[str | None, str | None]
"""The last action, and what the user said where that is to be answered."""


class Turns:
    """Without examples in which the bot is silent after a message: their stories are mostly unfinished ones."""

    __slots__ = ("_at", "_changes", "_state")

    def __init__(self, tables: Tables) -> None:
        self._state = tables.states.state
        self._changes = WalkChanges(tables)
        self._at: dict[Turn, dict[Learnt, None]] = {}

    def update(self) -> Turns:
        """The same turns, as the stories are now."""
        for gone, fresh in self._changes.since():
            for turn, learnt in self._told(gone):
                del self._at[turn][learnt]
            for turn, learnt in self._told(fresh):
                self._at.setdefault(turn, {})[learnt] = None
        return self

    def at(self, state: State) -> Collection[Learnt]:
        """The examples at the point of a turn that a state, the newest, stands for."""
        return self._at.get(_turn(state), {})

    def _told(self, walk: Walk | None) -> Iterator[tuple[Turn, Learnt]]:
        for learnt in walk.learnt if walk is not None else ():
            turn = _turn(self._state(learnt.history.state))
            if not (learnt.implied and turn[0] == ACTION_LISTEN):
                yield turn, learnt


def _turn(state: State) -> Turn:
    said = state.text if state.intent is None else state.intent
    return (state.previous_action, said if state.previous_action == ACTION_LISTEN else None)

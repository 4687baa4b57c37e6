"""How far each story is drawn, and what stands at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.teaching.graph.told import Move, Place, Told


class Ending(Enum):
    """What stands behind the last move that is drawn."""

    END = "end"
    ELLIPSIS = "ellipsis"
    PROPOSED = "proposed"
    """Nothing: the last move is the next action, which is not confirmed yet."""
    PENDING = "pending"
    """A node for whatever comes next."""


@dataclass(frozen=True, slots=True)
class Path:
    """The moves of a story as far as they are drawn. ``active`` for the current conversation.

    ``twins`` are the moves of other stories that tell the same, each at another place.
    """

    moves: tuple[Move, ...]
    ending: Ending
    active: bool = False
    twins: tuple[tuple[Move, ...], ...] = ()

    def places(self, index: int) -> list[Place]:
        """Where the move at an index is told."""
        moves = (each[index] for each in (self.moves, *self.twins))
        return [move.place for move in moves if move.place is not None]


def whole_path(told: Told) -> Path:
    """A story from its start to its end."""
    return Path(told.moves, Ending.END)


def current_path(current: Told, proposed: str | None) -> Path:
    """The current conversation; ``proposed`` is the next action, if there is one: listening shows as something to come.

    A conversation that has not begun listens.
    """
    if proposed is None and not current.moves:
        proposed = ACTION_LISTEN
    ending = Ending.PENDING if proposed in (None, ACTION_LISTEN) else Ending.PROPOSED
    moves = current.moves if proposed is None else (*current.moves, Move(proposed, by_user=False))
    return Path(moves, ending, active=True)


def path_along(told: Told, common: int) -> Path | None:
    """A story as far as it agrees with the current conversation, and a little further; none where nothing is common.

    ``common`` counts actions with ``action_listen``, but so many actions without it are drawn, which is at least one
    more than both have (R1:core/training/visualization.py:visualize_neighborhood).
    """
    if not common:
        return None
    moves = tuple(_first(told.moves, common))
    return Path(moves, Ending.END if len(moves) == len(told.moves) else Ending.ELLIPSIS)


def common_actions(current: Sequence[Move], other: Sequence[Move]) -> int:
    """How many actions two conversations share from their start on, ``action_listen`` included. What the user says
    may differ, when it is said may not (R1:core/training/visualization.py:_length_of_common_action_prefix).
    """
    count = 0
    for ours, theirs in zip(current, other, strict=False):
        if ours.by_user and theirs.by_user:
            continue
        if ours.by_user or theirs.by_user or ours.label != theirs.label:
            break
        count += 1
    return count


def _first(moves: Sequence[Move], actions: int) -> Iterator[Move]:
    """The moves up to and including so many actions, ``action_listen`` not counted."""
    for move in moves:
        yield move
        actions -= move.runs
        if not actions:
            return

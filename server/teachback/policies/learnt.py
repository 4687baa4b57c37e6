"""What stories teach, example by example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from teachback.policies.history import History, WindowKey

StoryId = int

Group = tuple[StoryId, ...]
"""The numbers of stories that are walked together: one alone, or all that a chain of checkpoints joins."""


class Learnt(NamedTuple):
    """One training example and where it was learnt: ``implied`` is an ``action_listen`` that no step spells out.

    A tuple, because a project has as many of them as actions, and they are made and hashed at every start.
    """

    key: WindowKey
    action: str
    story: StoryId
    step: int
    implied: bool
    history: History
    predictable: bool = True


@dataclass(frozen=True, slots=True)
class Walk:
    """What one group of stories teaches. ``ends`` are the last links of the conversations that came to an end, each
    with the story in which it ended. ``cut`` says that there were more ways to go on than are followed, ``goes_round``
    that a cycle was left although longer rounds would teach more.
    """

    learnt: tuple[Learnt, ...]
    ends: tuple[tuple[StoryId, History], ...] = ()
    cut: bool = False
    goes_round: bool = False

"""What the last states of a conversation show: the user's turn, what the bot did in it, and what came before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.states import State

DISTANCE = 5
"""How many states count at the most, the newest included."""


@dataclass(frozen=True, slots=True)
class View:
    """``states`` are the ones that count, the newest first; ``missing`` is how many the window has room for beyond the
    beginning of the conversation.

    ``since`` are the actions since the user spoke, in their order; it is empty where the bot is to answer.
    ``bot_before`` is the last action before the user spoke, ``intent_before`` what the user meant a turn earlier.
    """

    states: tuple[State, ...]
    missing: int
    since: tuple[str, ...]
    bot_before: str | None
    intent_before: str | None

    @property
    def newest(self) -> State:
        """The state just before the action in question."""
        return self.states[0]

    @property
    def answering(self) -> bool:
        """Whether the user has just spoken; else the bot has begun to act, or nothing has happened yet."""
        return self.newest.previous_action == ACTION_LISTEN


def distance_for(max_history: int | None) -> int:
    """How many states count where policies look back so far: what they cannot tell apart gets equal probabilities."""
    return DISTANCE if max_history is None else max(1, min(DISTANCE, max_history))


def view_of(states: Sequence[State], distance: int = DISTANCE) -> View:
    """The view of a past that ends with ``states``, the newest last; a past without any state looks like an empty one.

    Nothing beyond the last ``distance`` states counts.
    """
    recent = tuple(states[-distance:])[::-1] or (State(),)
    since = _since_the_user_spoke(recent)
    return View(recent, distance - len(recent), since, _bot_before(recent), _intent_before(recent))


def meaning(state: State) -> str | None:
    """What the user meant: an intent, or the text where a story tells that instead."""
    return state.text if state.intent is None else state.intent


def _since_the_user_spoke(recent: Iterable[State]) -> tuple[str, ...]:
    since: list[str] = []
    for state in recent:
        if state.previous_action in (ACTION_LISTEN, None):
            break
        since.append(state.previous_action)
    return tuple(since[::-1])


def _bot_before(recent: Iterable[State]) -> str | None:
    spoken = False
    for state in recent:
        if spoken and state.previous_action not in (ACTION_LISTEN, None):
            return state.previous_action
        spoken = spoken or state.previous_action == ACTION_LISTEN
    return None


def _intent_before(recent: Sequence[State]) -> str | None:
    meant = [meaning(state) for state in recent if state.previous_action == ACTION_LISTEN]
    if meant and meant[0] == meaning(recent[0]):
        meant = meant[1:]
    return meant[0] if meant else None

"""What a policy sees just before an action."""

from __future__ import annotations

from typing import NamedTuple

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.slot_features import Features


class State(NamedTuple):
    """Rasa's state, for both generations (R1:core/domain.py:get_active_states, R3:shared/core/domain.py).

    ``entities`` are sorted labels (``name``, in 3.x also ``name#role`` and ``name#group``), ``slots`` the ones with a
    feature, in the domain's order. The first state of a conversation has nothing but slots with initial values.

    A tuple, because each is made and hashed when it is met for the first time, tens of thousands of them at a start.
    """

    intent: str | None = None
    text: str | None = None
    entities: tuple[str, ...] = ()
    slots: tuple[tuple[str, Features], ...] = ()
    previous_action: str | None = None
    previous_is_text: bool = False
    loop: str | None = None


class StateTable:
    """Gives equal states one small number, so that windows compare and hash fast."""

    __slots__ = ("_numbers", "_states")

    def __init__(self) -> None:
        self._numbers: dict[State, int] = {}
        self._states: list[State] = []

    def number(self, state: State) -> int:
        """The number of a state; a new one when it was never seen."""
        known = self._numbers.get(state)
        if known is None:
            known = self._numbers[state] = len(self._states)
            self._states.append(state)
        return known

    def all(self) -> tuple[State, ...]:
        """Every state in the order of the numbers."""
        return tuple(self._states)

    def state(self, number: int) -> State:
        """The state that bears a number."""
        return self._states[number]

    def is_first(self, number: int) -> bool:
        """Whether neither a message nor an action stands before: what begins a conversation cannot be predicted."""
        state = self._states[number]
        return state.previous_action in (None, ACTION_LISTEN) and state.intent is None and state.text is None

    def __len__(self) -> int:
        return len(self._states)

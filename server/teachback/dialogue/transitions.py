"""What an event makes of the state that policies see, worked out once for each state in which it happens.

A ``Conversation`` remembers the values of slots; a state has only their features. What policies see next depends on
what they see now and on the event alone, unless something is taken back, so that states by their numbers are enough to
follow a story.
"""

from __future__ import annotations

from collections.abc import Mapping

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.events import (
    ActionExecuted,
    AllSlotsReset,
    Event,
    LoopChanged,
    Restarted,
    SlotSet,
    UserUttered,
)
from teachback.dialogue.slot_features import Features
from teachback.dialogue.states import State, StateTable
from teachback.dialogue.values import Value

Slots = tuple[tuple[str, Features], ...]


class Move:
    """An event on its way from state to state. ``known`` has the numbers of the states after it by those before it."""

    __slots__ = ("action", "event", "is_message", "known")

    def __init__(self, event: Event) -> None:
        self.event = event
        self.action = event.name if isinstance(event, ActionExecuted) else None
        self.is_message = isinstance(event, UserUttered)
        self.known: dict[int, int] = {}


class Transitions:
    """The moves of all events of one domain. Equal events are the same move."""

    __slots__ = ("_featurizer", "_moves", "_order", "_states", "start")

    def __init__(self, featurizer: Featurizer, states: StateTable) -> None:
        self._featurizer = featurizer
        self._states = states
        self._moves: dict[tuple[Event, type | None], Move] = {}
        self._order = {slot: place for place, slot in enumerate(featurizer.initial_slots)}
        self.start = states.number(State(slots=self._initial_slots()))

    @property
    def initial_values(self) -> Mapping[str, Value]:
        """The values of the domain's slots before anything has happened."""
        return self._featurizer.initial_slots

    def move(self, event: Event) -> Move:
        """The move of an event."""
        key = (event, type(event.value)) if isinstance(event, SlotSet) else (event, None)  # True == 1
        known = self._moves.get(key)
        if known is None:
            known = self._moves[key] = Move(event)
        return known

    def after(self, state: int, move: Move) -> int:
        """The number of the state after a move; an event that takes others back changes nothing here, as in
        ``Conversation.apply``."""
        known = move.known.get(state)
        if known is None:
            known = self._states.number(self._moved(self._states.state(state), move.event))
            move.known[state] = known
        return known

    def _moved(self, state: State, event: Event) -> State:
        intent, text, entities, slots, action, is_text, loop = state
        match event:
            case UserUttered():
                intent, text, entities = event.intent, event.text, self._featurizer.entity_labels(event)
            case ActionExecuted(name):
                seen = self._featurizer.sees_action(name)
                action, is_text = (name, event.is_text) if seen else (None, False)
            case SlotSet(slot, value) if slot in self._order:
                slots = self._with_slot(slots, slot, () if value is None else self._featurizer.features(slot, value))
            case LoopChanged():
                loop = event.loop
            case AllSlotsReset():
                slots = self._initial_slots()
            case Restarted():
                return State(slots=self._initial_slots())
            case _:
                return state
        return State(intent, text, entities, slots, action, is_text, loop)

    def _with_slot(self, slots: Slots, slot: str, features: Features) -> Slots:
        others = [each for each in slots if each[0] != slot]
        if features:
            others.append((slot, features))
        return tuple(sorted(others, key=lambda each: self._order[each[0]]))

    def _initial_slots(self) -> Slots:
        initial = self._featurizer.initial_slots.items()
        seen = ((slot, self._featurizer.features(slot, value)) for slot, value in initial if value is not None)
        return tuple((slot, features) for slot, features in seen if features)

"""Values of categorical slots that a 1.x domain does not list.

``rasa train`` maps them to ``__other__``, ``rasa data validate`` takes the slot for unset (Agent.__init__ adds the
value, Validator does not). A story that only such a value tells apart stands on a mistake, so contradictions are
judged as validation does, while policies learn as training does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Slot
from teachback.dialogue.slot_features import OTHER_CATEGORY, Features
from teachback.dialogue.states import State
from teachback.dialogue.values import Value
from teachback.policies.history import History, WindowKey
from teachback.policies.learnt import Learnt
from teachback.policies.tables import Tables
from teachback.policies.windows import Row


class ValidationFeaturizer(Featurizer):
    """Features as validation has them: a value that the domain does not list is none."""

    __slots__ = ()

    def features(self, slot: str, value: Value) -> Features:
        """The features of a slot's value."""
        return () if _is_unlisted(self.slots[slot], value) else super().features(slot, value)


def featurizer_of_validation(tables: Tables) -> Featurizer:
    """How validation sees the stories; ``tables.featurizer`` itself where that is how training does."""
    return ValidationFeaturizer(tables.domain) if _unset(tables) else tables.featurizer


def _is_unlisted(slot: Slot, value: Value) -> bool:
    if slot.type != "categorical" or value is None:
        return False
    return str(value).lower() not in {str(known).lower() for known in slot.values if known is not None}


def contradictory_rows(tables: Tables) -> Iterator[tuple[WindowKey, Row]]:
    """The windows after which stories run different actions, an unlisted value being none."""
    unset = _unset(tables)
    if not unset:
        yield from tables.windows.contradictory()
        return
    joined: dict[WindowKey, dict[str, dict[Learnt, None]]] = {}
    for key, row in tables.windows.rows():
        seen = _seen(tables, key, row, unset)
        for action, examples in row.items():
            joined.setdefault(seen, {}).setdefault(action, {}).update(examples)
    yield from ((key, row) for key, row in joined.items() if len(row) > 1)


def _unset(tables: Tables) -> Mapping[int, int]:
    """The numbers of states with an unlisted value, and of the same states without it."""
    if tables.domain.dialect is not Dialect.RASA1:
        return {}
    places = {
        slot.name: len([value for value in slot.values if value is not None])
        for slot in tables.domain.slots
        if slot.type == "categorical" and OTHER_CATEGORY not in (str(value).lower() for value in slot.values)
    }
    if not places:
        return {}
    return {
        number: tables.states.number(_without(state, places))
        for number, state in enumerate(tables.states.all())
        if any(_is_other(slot, features, places) for slot, features in state.slots)
    }


def _without(state: State, places: Mapping[str, int]) -> State:
    return replace(state, slots=tuple(each for each in state.slots if not _is_other(*each, places)))


def _is_other(slot: str, features: Features, places: Mapping[str, int]) -> bool:
    return slot in places and features[places[slot]] != 0.0


def _seen(tables: Tables, key: WindowKey, row: Row, unset: Mapping[int, int]) -> WindowKey:
    if isinstance(key, tuple):
        return tuple(unset.get(number, number) for number in key)
    history: History = next(iter(next(iter(row.values())))).history
    numbers = history.oldest_first()
    if unset.keys().isdisjoint(numbers):
        return key
    return tables.key_of([tables.states.state(unset.get(number, number)) for number in numbers])

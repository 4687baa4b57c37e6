"""Values of categorical slots that a 1.x domain does not list.

``rasa train`` maps them to ``__other__``, ``rasa data validate`` takes the slot for unset (Agent.__init__ adds the
value, Validator does not). A story that only such a value tells apart stands on a mistake, so contradictions are
judged as validation does, while policies learn as training does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Slot
from teachback.dialogue.slot_features import OTHER_CATEGORY, Features
from teachback.dialogue.states import StateTable
from teachback.dialogue.values import Value
from teachback.policies.history import Lookback, WindowKey
from teachback.policies.learnt import Learnt


class ValidationFeaturizer(Featurizer):
    """Features as validation has them: a value that the domain does not list is none."""

    __slots__ = ()

    def features(self, slot: str, value: Value) -> Features:
        """The features of a slot's value."""
        return () if _is_unlisted(self.slots[slot], value) else super().features(slot, value)


def _is_unlisted(slot: Slot, value: Value) -> bool:
    if slot.type != "categorical" or value is None:
        return False
    return str(value).lower() not in {str(known).lower() for known in slot.values if known is not None}


class Unlisted:
    """How validation sees states of training: without the values that the domain does not list."""

    __slots__ = ("_known", "_looked_at", "_places", "states")

    def __init__(self, domain: Domain, states: StateTable) -> None:
        self.states = states
        self._places = _places(domain)
        self._known: dict[int, int] = {}
        self._looked_at = 0

    def any_more(self) -> bool:
        """Whether validation sees a state in another way that came into the table since this was asked last."""
        if not self._places:
            return False
        fresh = range(self._looked_at, len(self.states))
        self._looked_at = fresh.stop
        return any(self.seen(number) != number for number in fresh)

    def keys(self, learnt: Iterable[Learnt], lookback: Lookback) -> Iterator[WindowKey]:
        """The keys of the windows before examples, as validation sees them."""
        for each in learnt:
            key = each.key
            if isinstance(key, tuple):
                yield tuple(map(self.seen, key))
                continue
            numbers = each.history.oldest_first()
            seen = tuple(map(self.seen, numbers))
            yield key if seen == numbers else reduce(lookback.extend, seen, lookback.start)

    def seen(self, number: int) -> int:
        """The number of a state of training as validation sees it."""
        known = self._known.get(number)
        if known is None:
            state = self.states.state(number)
            seen = tuple(each for each in state.slots if not self._is_other(*each))
            known = number if seen == state.slots else self.states.number(state._replace(slots=seen))
            self._known[number] = known
        return known

    def _is_other(self, slot: str, features: Features) -> bool:
        return slot in self._places and features[self._places[slot]] != 0.0


def may_be_unlisted(domain: Domain) -> bool:
    """Whether stories may give slots values that validation takes for none."""
    return bool(_places(domain))


def _places(domain: Domain) -> Mapping[str, int]:
    """Where the feature of an unlisted value stands, by the slots of 1.x that can have one."""
    if domain.dialect is not Dialect.RASA1:
        return {}
    return {
        slot.name: len([value for value in slot.values if value is not None])
        for slot in domain.slots
        if slot.type == "categorical" and OTHER_CATEGORY not in (str(value).lower() for value in slot.values)
    }

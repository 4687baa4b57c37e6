"""The actions that can be predicted, and what their names alone tell: a kind, and which other names they resemble."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from teachback.dialogue.domain import ACTION_LISTEN

LISTEN, RESPONSE, CUSTOM, LOOP, OTHER, NONE = "listen", "response", "custom", "loop", "other", "none"

Resemblances = tuple[tuple[int, ...], tuple[float, ...]]
"""Indexes of actions, ascending, and how much each resembles a name, from 0 to 1."""

_EVERYWHERE = frozenset({"ask", "form", "get", "the", "a", "to", "of"})
_EVERYWHERE_WEIGHT = 0.3
_PREFIXES = frozenset({"utter", "action"})
_HUMP = re.compile(r"([a-z])([A-Z])")


class Actions:
    """All actions of a domain by index. ``loops`` are the names of its forms and loops."""

    __slots__ = ("_holders", "_loops", "_rarity", "_tokens", "index", "kinds", "names")

    def __init__(self, names: Sequence[str], loops: Iterable[str] = ()) -> None:
        self.names = tuple(names)
        self.index: Mapping[str, int] = {name: number for number, name in enumerate(self.names)}
        self._loops = frozenset(loops)
        self.kinds = tuple(self.kind(name) for name in self.names)
        self._tokens = tuple(frozenset(tokens(name)) - _PREFIXES for name in self.names)
        spread = Counter(token for each in self._tokens for token in each)
        self._rarity = {token: self._weight(token, count) for token, count in spread.items()}
        self._holders: dict[str, list[int]] = {}
        for number, each in enumerate(self._tokens):
            for token in each:
                self._holders.setdefault(token, []).append(number)

    def kind(self, action: str | None) -> str:
        """What an action does, by its name and the loops of the domain."""
        if action is None:
            return NONE
        if action == ACTION_LISTEN:
            return LISTEN
        if action in self._loops or (action.endswith("form") and not action.startswith(("utter_", "action_"))):
            return LOOP
        if action.startswith("utter_"):
            return RESPONSE
        return CUSTOM if action.startswith("action_") else OTHER

    def resembling(self, name: str) -> Resemblances:
        """The actions whose names share words with ``name``; rare words count for more than frequent ones."""
        sought = frozenset(tokens(name)) - _PREFIXES
        near = sorted({number for token in sought for number in self._holders.get(token, ())})
        return tuple(near), tuple(self._likeness(sought, self._tokens[number]) for number in near)

    def _likeness(self, sought: AbstractSet[str], held: AbstractSet[str]) -> float:
        shared, together = (self._sum(each) for each in (held & sought, held | sought))
        return shared / together

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self._rarity.get(word) or self._weight(word, 0) for word in sorted(words))

    def _weight(self, token: str, count: int) -> float:
        weight = math.log(1 + len(self.names) / (0.5 + count))
        return weight * _EVERYWHERE_WEIGHT if token in _EVERYWHERE else weight


def tokens(name: str) -> tuple[str, ...]:
    """The words of a name such as ``utter_ask_cuisine`` or ``bookFlight``, in small letters, each once."""
    words = re.split(r"[\W_]+", _HUMP.sub(r"\1_\2", name).lower())
    return tuple(dict.fromkeys(word for word in words if word))

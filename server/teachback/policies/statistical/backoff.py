"""Probabilities by counting, until a model has been trained and where none can be."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from teachback.dialogue.states import State, StateTable
from teachback.policies.statistical.view import View, distance_for, meaning, view_of

COUNTS = "counts"
"""Where probabilities come from that no model gave."""

_ANYTHING = "anything"

# How much an action that was never seen in a context may be expected there, for each one that was (Witten and Bell).
_SURPRISE = 2.0


class Backoff:
    """What followed the most particular context that is known, smoothed by what followed more general ones.

    Pasts are told by the numbers of their states in ``states``: most contexts are made of states, and thousands of
    those take seconds to compare.
    """

    __slots__ = ("_counts", "_domain_actions", "_states", "distance")

    def __init__(
        self, domain_actions: Iterable[str], max_history: int | None = None, states: StateTable | None = None
    ) -> None:
        self.distance = distance_for(max_history)
        self._domain_actions = frozenset(domain_actions)
        self._states = states if states is not None else StateTable()
        self._counts: dict[Hashable, dict[str, int]] = {}

    @property
    def name(self) -> str:
        """What the probabilities come from, in a word."""
        return COUNTS

    def count(self, window: Sequence[int], action: str, times: int = 1) -> None:
        """Take in how often an action follows the numbers of at most ``distance`` states, the newest last; fewer than
        none where it was counted before and does so no more.
        """
        for context in self._contexts(window):
            counts = self._counts.setdefault(context, {})
            counts[action] = counts.get(action, 0) + times
            if not counts[action]:
                del counts[action]
                if not counts:
                    del self._counts[context]

    def predict(self, states: Sequence[State]) -> Mapping[str, float]:
        """The probability of every action after these states, the newest last, most likely first; the sum is 1."""
        actions = self._domain_actions.union(self._counts.get(_ANYTHING, ()))
        likely = {action: 1.0 / len(actions) for action in sorted(actions)}
        for context in self._contexts([self._states.number(state) for state in states[-self.distance :]]):
            counts = self._counts.get(context)
            if counts is not None:
                likely = _sharpened(likely, counts)
        return dict(sorted(likely.items(), key=lambda item: (-item[1], item[0])))

    def _contexts(self, window: Sequence[int]) -> Iterator[Hashable]:
        numbers = tuple(reversed(window)) or (self._states.number(State()),)
        return _contexts(view_of([self._states.state(number) for number in reversed(numbers)], self.distance), numbers)


def _sharpened(likely: Mapping[str, float], counts: Mapping[str, int]) -> dict[str, float]:
    surprise = _SURPRISE * len(counts)
    whole = sum(counts.values()) + surprise
    sharpened = {action: chance * surprise / whole for action, chance in likely.items()}
    for action, count in counts.items():
        sharpened[action] += count / whole
    return sharpened


def _contexts(view: View, numbers: tuple[int, ...]) -> Iterator[Hashable]:
    """From the least that may be said of a past to the most: the turn, the turn before, then states word by word.
    ``numbers`` are those of the states in view.
    """
    yield _ANYTHING
    newest, intent = view.newest, meaning(view.newest)
    if view.answering:
        yield ("bot before", view.bot_before, newest.loop)
        yield ("intent", intent)
        yield ("intent", intent, newest.entities)
        yield ("intent", intent, newest.entities, newest.loop)
        yield ("intent", intent, newest.entities, newest.loop, view.bot_before)
    else:
        yield ("action", newest.previous_action)
        yield ("action", newest.previous_action, newest.loop)
        yield ("turn", view.since, newest.loop)
        yield ("action", newest.previous_action, newest.loop, intent)
        yield ("turn", view.since, newest.loop, intent)
    for length in range(1, len(numbers) + 1):
        yield numbers[:length]
    if view.missing:
        yield ("whole conversation", numbers)

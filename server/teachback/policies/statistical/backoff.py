"""Probabilities by counting, until a model has been trained and where none can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from teachback.dialogue.states import State
from teachback.policies.statistical.features import distance_for
from teachback.policies.tables import Example

# How many examples a longer context needs before it outweighs the next shorter one.
_INERTIA = 0.5


COUNTS = "counts"
"""Where probabilities come from that no model gave."""


class Backoff:
    """Which actions followed the longest known end of the past, smoothed by what followed the shorter ones."""

    __slots__ = ("_counts", "_distance", "_uniform")

    def __init__(
        self, examples: Iterable[Example], domain_actions: Iterable[str], max_history: int | None = None
    ) -> None:
        self._distance = distance_for(max_history)
        self._counts: dict[Hashable, Counter[str]] = {}
        actions = set(domain_actions)
        for example in examples:
            if not example.predictable:
                continue
            actions.add(example.action)
            for context in _contexts(example.states, self._distance):
                self._counts.setdefault(context, Counter())[example.action] += 1
        self._uniform = {action: 1.0 / len(actions) for action in sorted(actions)}

    @property
    def name(self) -> str:
        """What the probabilities come from, in a word."""
        return COUNTS

    def predict(self, states: Sequence[State]) -> Mapping[str, float]:
        """The probability of every action after these states, the newest last, most likely first; the sum is 1."""
        likely = dict(self._uniform)
        for context in _contexts(states, self._distance):
            counts = self._counts.get(context)
            if counts is None:
                continue
            weight = sum(counts.values())
            likely = {
                action: (counts[action] + _INERTIA * share) / (weight + _INERTIA) for action, share in likely.items()
            }
        return dict(sorted(likely.items(), key=lambda item: (-item[1], item[0])))


def _contexts(states: Sequence[State], distance: int) -> Iterator[Hashable]:
    """From the least that may be said of a past to the most."""
    yield "anything"
    newest = states[-1] if states else State()
    yield ("action", newest.previous_action)
    yield ("turn", newest.previous_action, newest.intent or newest.text, newest.loop)
    for length in range(1, min(distance, len(states)) + 1):
        yield tuple(states[-length:])

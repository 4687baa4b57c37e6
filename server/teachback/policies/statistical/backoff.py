"""Probabilities by counting, until a model has been trained and where none can be."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from teachback.dialogue.states import State
from teachback.policies.statistical.training_set import is_lesson
from teachback.policies.statistical.view import View, distance_for, meaning, view_of
from teachback.policies.tables import Example

COUNTS = "counts"
"""Where probabilities come from that no model gave."""

# How much an action that was never seen in a context may be expected there, for each one that was (Witten and Bell).
_SURPRISE = 2.0


class Backoff:
    """What followed the most particular context that is known, smoothed by what followed more general ones."""

    __slots__ = ("_counts", "_distance", "_uniform")

    def __init__(
        self, examples: Iterable[Example], domain_actions: Iterable[str], max_history: int | None = None
    ) -> None:
        self._distance = distance_for(max_history)
        self._counts: dict[Hashable, dict[str, int]] = {}
        actions = set(domain_actions)
        for example in examples:
            if is_lesson(example):
                actions.add(example.action)
                self._count(view_of(example.states, self._distance), example.action)
        self._uniform = {action: 1.0 / len(actions) for action in sorted(actions)}

    @property
    def name(self) -> str:
        """What the probabilities come from, in a word."""
        return COUNTS

    def predict(self, states: Sequence[State]) -> Mapping[str, float]:
        """The probability of every action after these states, the newest last, most likely first; the sum is 1."""
        likely = dict(self._uniform)
        for context in _contexts(view_of(states, self._distance)):
            counts = self._counts.get(context)
            if counts is not None:
                likely = _sharpened(likely, counts)
        return dict(sorted(likely.items(), key=lambda item: (-item[1], item[0])))

    def _count(self, view: View, action: str) -> None:
        for context in _contexts(view):
            counts = self._counts.setdefault(context, {})
            counts[action] = counts.get(action, 0) + 1


def _sharpened(likely: Mapping[str, float], counts: Mapping[str, int]) -> dict[str, float]:
    surprise = _SURPRISE * len(counts)
    whole = sum(counts.values()) + surprise
    sharpened = {action: chance * surprise / whole for action, chance in likely.items()}
    for action, count in counts.items():
        sharpened[action] += count / whole
    return sharpened


def _contexts(view: View) -> Iterator[Hashable]:
    """From the least that may be said of a past to the most: the turn, the turn before, then states word by word."""
    yield "anything"
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
    for length in range(1, len(view.states) + 1):
        yield view.states[:length]
    if view.missing:
        yield ("whole conversation", view.states)

"""A benchmark of next-action policies: conversations as states that were recorded elsewhere, divided into folds.

The file is one JSON object. ``actions`` are names; ``feats`` are names of features (``intent:X``, ``entity:X``,
``slot:NAME_I`` for the feature ``I`` of a slot, ``prev:ACTION``, ``loop:FORM``); ``trackers`` are objects with ``s``,
the state before each action, as a list of indexes of features, or of pairs of an index and a value that is not 1;
``a``, the indexes of the actions; ``u``, the positions of actions that no policy takes as a label; ``f``, the fold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from teachback.dialogue.states import State


class UnreadableStatesError(ValueError):
    """The text is no such benchmark; what is wrong with it, in words."""


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """The ``states`` up to an action, the newest last, and the action."""

    states: tuple[State, ...]
    action: str


@dataclass(frozen=True, slots=True)
class RecordedConversation:
    """The steps of one tracker that a policy takes as labels. ``number`` counts the trackers of the file from 0."""

    number: int
    fold: int
    steps: tuple[RecordedStep, ...]


@dataclass(frozen=True, slots=True)
class RecordedStates:
    """``actions`` are in the order of the file."""

    actions: tuple[str, ...]
    loops: frozenset[str]
    conversations: tuple[RecordedConversation, ...]


def read_states(text: str) -> RecordedStates:
    """The benchmark in a text; raises ``UnreadableStatesError`` for any other."""
    try:
        return _read(cast("Mapping[str, object]", json.loads(text)))
    except RecursionError:
        raise UnreadableStatesError("it is nested too deep") from None
    except json.JSONDecodeError as problem:
        raise UnreadableStatesError(f"it is no JSON: {problem}") from problem
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as problem:
        raise UnreadableStatesError(f"it has another form than docs/accuracy.md describes: {problem!r}") from problem


def _read(content: Mapping[str, object]) -> RecordedStates:
    names = tuple(str(name) for name in _list(content["actions"]))
    reader = _Reader(names, tuple(str(name) for name in _list(content["feats"])))
    trackers = [cast("Mapping[str, object]", each) for each in _list(content["trackers"])]
    conversations = tuple(reader.conversation(number, each) for number, each in enumerate(trackers))
    return RecordedStates(names, reader.loops, conversations)


class _Reader:
    """Reads trackers with the names of one file."""

    def __init__(self, actions: Sequence[str], features: Sequence[str]) -> None:
        self._actions = actions
        parts = (feature.partition(":") for feature in features)
        self._features = [(kind, name) for kind, _, name in parts]
        self.loops = frozenset(name for kind, name in self._features if kind == "loop")

    def conversation(self, number: int, tracker: Mapping[str, object]) -> RecordedConversation:
        states = tuple(self._state(each) for each in _list(tracker["s"]))
        skipped = set(_list(tracker["u"]))
        labels = [self._actions[_count(each)] for each in _list(tracker["a"])]
        if len(labels) > len(states):
            raise ValueError(f"tracker {number} has more actions than states")
        steps = (
            RecordedStep(states[: place + 1], action) for place, action in enumerate(labels) if place not in skipped
        )
        return RecordedConversation(number, _count(tracker["f"]), tuple(steps))

    def _state(self, encoded: object) -> State:
        kinds: dict[str, list[str]] = {}
        slots: dict[str, dict[int, float]] = {}
        for kind, name, value in self._named(encoded):
            if kind == "slot":
                slot, _, place = name.rpartition("_")
                slots.setdefault(slot, {})[int(place)] = value
            else:
                kinds.setdefault(kind, []).append(name)
        return State(
            intent=_only(kinds.get("intent")),
            entities=tuple(sorted(kinds.get("entity", []))),
            slots=tuple((slot, _dense(values)) for slot, values in sorted(slots.items())),
            previous_action=_only(kinds.get("prev")),
            loop=_only(kinds.get("loop")),
        )

    def _named(self, encoded: object) -> Iterator[tuple[str, str, float]]:
        for each in _list(encoded):
            index, value = (each, 1.0) if isinstance(each, int) else _list(each)
            kind, name = self._features[_count(index)]
            yield kind, name, float(cast("float", value))


def _only(names: Sequence[str] | None) -> str | None:
    if names is None:
        return None
    [name] = names
    return name


def _dense(values: Mapping[int, float]) -> tuple[float, ...]:
    return tuple(values.get(place, 0.0) for place in range(max(values) + 1))


def _list(found: object) -> list[object]:
    if not isinstance(found, list):
        raise TypeError(f"a list was expected, not {found!r:.50}")
    return cast("list[object]", found)


def _count(found: object) -> int:
    if not isinstance(found, int) or found < 0:
        raise TypeError(f"a number from 0 was expected, not {found!r:.50}")
    return found

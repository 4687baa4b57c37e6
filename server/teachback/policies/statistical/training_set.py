"""What the child process learns from, as data that is equal whenever the stories teach the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TypedDict, cast

from teachback.dialogue.domain import ACTION_LISTEN, Domain
from teachback.dialogue.states import State
from teachback.policies.statistical.view import DISTANCE, distance_for
from teachback.policies.tables import Example

FORMAT = 2
"""Grows with every change of what is looked at, of the training or of the file that holds a model."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window and an action that stories run after it: indexes of the states, the newest last, and of the action."""

    states: tuple[int, ...]
    action: int


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """``lessons`` refer by index to ``states`` and ``actions``; each is there once, however many stories tell it.

    ``actions`` are all that can be predicted, sorted, ``loops`` the names of forms and loops. ``distance`` is how many
    states count.
    """

    states: tuple[State, ...]
    lessons: tuple[Lesson, ...]
    actions: tuple[str, ...]
    loops: tuple[str, ...] = ()
    distance: int = DISTANCE

    def window(self, lesson: Lesson) -> tuple[State, ...]:
        """The states of a lesson, the newest last."""
        return tuple(self.states[number] for number in lesson.states)

    def to_json(self) -> str:
        """One line; the same text for the same training data, in whatever order the stories stand."""
        content = {
            "format": FORMAT,
            "states": list(self.states),
            "lessons": [(*lesson.states, lesson.action) for lesson in self.lessons],
            "actions": self.actions,
            "loops": self.loops,
            "distance": self.distance,
        }
        return json.dumps(content, ensure_ascii=True, separators=(",", ":"))

    def key(self) -> str:
        """What a trained model is kept under: the content, and the versions of what trains it."""
        return hashlib.sha256(f"{_library_versions()}\n{self.to_json()}".encode()).hexdigest()


class _Content(TypedDict):
    states: list[tuple[str | None, str | None, list[str], list[tuple[str, list[float]]], str | None, bool, str | None]]
    lessons: list[list[int]]
    actions: list[str]
    loops: list[str]
    distance: int


def from_json(text: str | bytes) -> TrainingSet:
    """What ``TrainingSet.to_json`` made a line of; nobody else's text is meant to come here."""
    content = cast("_Content", json.loads(text))
    states = tuple(
        State(intent, said, tuple(entities), tuple((name, tuple(values)) for name, values in slots), action, text, loop)
        for intent, said, entities, slots, action, text, loop in content["states"]
    )
    lessons = tuple(Lesson(tuple(states), action) for *states, action in content["lessons"])
    return TrainingSet(states, lessons, tuple(content["actions"]), tuple(content["loops"]), content["distance"])


def is_lesson(example: Example) -> bool:
    """Whether something can be learnt from an example.

    Nothing can where a story ends, or goes on, with nothing after the user's message: such a story is mostly an
    unfinished one. Memoization takes it at its word.
    """
    silent = example.step is None and example.states[-1].previous_action == ACTION_LISTEN
    return example.predictable and not silent


def training_set(examples: Iterable[Example], domain: Domain, max_history: int | None = None) -> TrainingSet:
    """The training set of all lessons among the examples.

    ``max_history`` is how far the project's policies look back (``Snapshot.max_history``).
    """
    distance = distance_for(max_history)
    told = tuple((example.states[-distance:], example.action) for example in examples if is_lesson(example))
    loops = dict.fromkeys((*domain.forms, *(window[-1].loop for window, _ in told if window and window[-1].loop)))
    return collected(told, (*domain.action_names(), *(action for _, action in told)), loops, distance)


def collected(
    told: Iterable[tuple[Sequence[State], str]], actions: Iterable[str], loops: Iterable[str], distance: int
) -> TrainingSet:
    """The training set of pairs of a window, the newest state last, and an action."""
    # States are compared by identity first: those of one project are the same objects, and there are many of them.
    pairs = {(*map(id, window[-distance:]), action): (window[-distance:], action) for window, action in told}.values()
    objects = {id(state): state for window, _ in pairs for state in window}
    text_of = {identity: json.dumps(state) for identity, state in objects.items()}
    states = dict(sorted((text, objects[identity]) for identity, text in text_of.items()))
    place_of = {text: place for place, text in enumerate(states)}
    names = sorted(set(actions))
    number_of = {name: number for number, name in enumerate(names)}
    lessons = {(tuple(place_of[text_of[id(state)]] for state in window), number_of[action]) for window, action in pairs}
    return TrainingSet(
        tuple(states.values()),
        tuple(Lesson(*each) for each in sorted(lessons)),
        tuple(names),
        tuple(sorted(loops)),
        distance,
    )


def _library_versions() -> str:
    return ",".join(_version(library) for library in ("numpy", "scipy"))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"

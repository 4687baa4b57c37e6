"""The places of the stories that stand behind a statistical prediction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from teachback.dialogue.states import State
from teachback.policies.history import History
from teachback.policies.learnt import Learnt
from teachback.policies.placed_examples import Place
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.view import DISTANCE
from teachback.policies.tables import Tables
from teachback.policies.turns import Turns


class SaidReason(Protocol):
    """Something that speaks for an action, as a policy names it."""

    @property
    def feature(self) -> Feature:
        """The name of a family, then values."""
        ...


class Explaining(Protocol):
    """A policy that can say why."""

    def reasons(self, states: Sequence[State], action: str) -> Sequence[SaidReason]:
        """What speaks for an action after these states, the newest last, the strongest first."""
        ...

    def features(self, states: Sequence[State]) -> frozenset[Feature]:
        """What may be a reason after these states, the newest last."""
        ...


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason, the ``places`` of the stories that run the action where it holds too, in the order of files and lines,
    and ``against`` it the places where they run another one. A reason that has to do with names alone has no places.
    """

    feature: Feature
    places: tuple[Place, ...] = ()
    against: tuple[Place, ...] = ()


class Grounds:
    """Finds the grounds of predictions in the stories of one project, as they are now."""

    def __init__(self, tables: Tables, turns: Turns, policy: Explaining) -> None:
        """``turns`` are those of the tables; they are brought up to date when there is a question."""
        self._tables = tables
        self._turns = turns
        self._policy = policy
        self._last: tuple[Sequence[State], list[tuple[Learnt, frozenset[Feature]]]] | None = None

    def of(self, states: Sequence[State], action: str, tellable: Callable[[Feature], bool]) -> Iterator[Ground]:
        """The grounds for an action after these states, the newest last, the strongest first; of those with the same
        places the first that is ``tellable``.
        """
        seen: set[tuple[Place, ...]] = set()
        alike = self._alike(states)
        for reason in self._policy.reasons(states, action):
            if not tellable(reason.feature):
                continue
            if reason.feature[0] == "relation":
                yield Ground(reason.feature)
                continue
            holding = [learnt for learnt, features in alike if reason.feature in features]
            places = self._placed(learnt for learnt in holding if learnt.action == action)
            if places and places not in seen:
                seen.add(places)
                others = self._placed(learnt for learnt in holding if learnt.action != action)
                yield Ground(reason.feature, places, others)

    def _alike(self, states: Sequence[State]) -> list[tuple[Learnt, frozenset[Feature]]]:
        """The examples of the stories at the same point of a turn, with what may be a reason there."""
        if self._last is not None and self._last[0] == states:  # the actions of one question come one after the other
            return self._last[1]
        features: dict[tuple[int, ...], frozenset[Feature]] = {}
        alike: list[tuple[Learnt, frozenset[Feature]]] = []
        for learnt in self._turns.update().at(states[-1]):
            window = _window(learnt.history)
            if window not in features:
                features[window] = self._policy.features(tuple(map(self._tables.states.state, window)))
            alike.append((learnt, features[window]))
        self._last = (states, alike)
        return alike

    def _placed(self, found: Iterator[Learnt]) -> tuple[Place, ...]:
        where = self._tables.placements.where
        return tuple(sorted({Place(*where(each.story), each.step, each.implied) for each in found}))


def _window(history: History) -> tuple[int, ...]:
    """The numbers of the last states, the newest last; only the last ones can be reasons."""
    return tuple(islice(history.newest_first(), DISTANCE))[::-1]

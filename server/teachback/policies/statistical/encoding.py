"""Everything that the model looks at in one window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.dialogue.states import State
from teachback.policies.statistical.actions import Actions
from teachback.policies.statistical.features import Feature, WeightedFeature, WindowFeatures
from teachback.policies.statistical.relations import Related, Relations
from teachback.policies.statistical.roles import Roles
from teachback.policies.statistical.templates import Template
from teachback.policies.statistical.view import View, view_of


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window as the model sees it; ``roles`` are pairs of a part's index and an action's."""

    features: Sequence[WeightedFeature]
    relations: Sequence[Related]
    roles: Sequence[tuple[int, int]]


class Encoder:
    """Encodes windows for the actions and loops of one domain. ``distance`` is how many states count, ``templates`` are
    those that have roles.
    """

    __slots__ = ("_distance", "_features", "_relations", "_roles", "actions")

    def __init__(
        self, names: Sequence[str], loops: Iterable[str], distance: int, templates: Sequence[Template] = ()
    ) -> None:
        known = frozenset(loops)
        self.actions = Actions(names, known)
        self._distance = distance
        self._features = WindowFeatures(self.actions)
        self._relations = Relations(self.actions)
        self._roles = Roles(self.actions, known, templates)

    def view(self, states: Sequence[State]) -> View:
        """The view of a past, the newest state last."""
        return view_of(states, self._distance)

    def features(self, states: Sequence[State]) -> Iterator[Feature]:
        """The features of a past, without their weights."""
        return (feature for feature, _ in self._features.of(self.view(states)))

    def encode(self, view: View) -> Encoded:
        """A view, encoded."""
        return Encoded(self._features.of(view), self._relations.of(view), self._roles.of(view))

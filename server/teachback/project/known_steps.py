"""What checks of names need of a step, worked out once for all the stories that share it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from teachback.formats.story_shape import step_fingerprint
from teachback.formats.story_tree import Step
from teachback.project.step_names import loose_names, step_mentions
from teachback.project.symbol_kind import Mention

# Far more than the different steps of any project: half-typed ones shall not fill the memory of a long session.
MOST_STEPS = 65_536


@dataclass(frozen=True, slots=True)
class KnownStep:
    """A step with its names, whose places count from its line. ``loose`` names have no exact place.

    ``fingerprint`` is equal for steps that say the same.
    """

    step: Step
    mentions: tuple[Mention, ...]
    loose: frozenset[str]
    fingerprint: int


class KnownSteps:
    """The steps of one project's stories. A step is known by its identity, so whatever is known is kept alive."""

    __slots__ = ("_by_identity",)

    def __init__(self) -> None:
        self._by_identity: dict[int, KnownStep] = {}

    def of(self, steps: Iterable[Step]) -> Mapping[int, KnownStep]:
        """All that is to be known of some steps, by their identity."""
        different = {id(step): step for step in steps}
        if len(self._by_identity) + len(different) > MOST_STEPS:
            self._by_identity.clear()
        return {identity: self._known(identity, step) for identity, step in different.items()}

    def _known(self, identity: int, step: Step) -> KnownStep:
        known = self._by_identity.get(identity)
        if known is None:
            known = KnownStep(step, tuple(step_mentions(step)), loose_names(step), step_fingerprint(step))
            self._by_identity[identity] = known
        return known

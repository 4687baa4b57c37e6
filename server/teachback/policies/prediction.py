"""What a policy says should come next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from teachback.dialogue.events import Event


@dataclass(frozen=True, slots=True)
class Prediction:
    """One policy's answer.

    ``policy`` is the class name, as in ``MemoizationPolicy``. ``scores`` holds the actions with a score above 0; a
    policy that has nothing to say leaves it empty. Where two actions score the same, the earlier one counts. ``events``
    happen together with the prediction, whichever policy wins (R1: tracker.update in FormPolicy; R3: mandatory events).
    In 3.x a prediction ``without_user``, which a running loop makes, beats all others, and then one ``by_text``.
    """

    policy: str
    priority: int
    scores: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    events: tuple[Event, ...] = ()
    without_user: bool = False
    by_text: bool = False

    @property
    def confidence(self) -> float:
        """The highest score; 0 when nothing is predicted."""
        return max(self.scores.values(), default=0.0)

    @property
    def action(self) -> str | None:
        """The action with the highest score; ``None`` when nothing is predicted."""
        return max(self.scores, key=self.scores.__getitem__, default=None)

    @property
    def rank(self) -> tuple[float, int]:
        """By which ensembles compare: confidence first, then priority."""
        return (self.confidence, self.priority)


@dataclass(frozen=True, slots=True)
class Answer:
    """``winner`` is the ensemble's prediction, ``by_policy`` what each policy said, in the configuration's order.

    A running Rasa tells the winner alone.
    """

    winner: Prediction
    by_policy: tuple[Prediction, ...]

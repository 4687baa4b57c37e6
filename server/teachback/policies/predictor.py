"""Whoever can say what comes next in a conversation: Teachback's own policies, or a running Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from teachback.dialogue.domain import Domain
from teachback.dialogue.events import Event
from teachback.policies.prediction import Answer


class Predictor(Protocol):
    """Predicts for the project of one domain."""

    @property
    def domain(self) -> Domain:
        """The domain of the project."""
        ...

    def after(
        self, events: Sequence[Event], chosen_by: str | None = None, confidences: tuple[float, ...] = ()
    ) -> Answer:
        """What comes next after all that happened, taken back or not.

        ``chosen_by`` is the class name of the policy that chose the last action, where that is known. ``confidences``
        are those of the latest message's intents, highest first; empty where a person or a story gave it.
        """
        ...

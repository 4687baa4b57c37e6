"""A fault of a domain file, and what either generation of Rasa makes of the file because of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from teachback.text.spans import Span


class Refusal(Enum):
    """``DROPPED``: after a warning Rasa goes on with an empty domain. ``STOPPED``: the command ends with an error."""

    DROPPED = "dropped"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class DomainFault:
    """``message`` says what is wrong and what to do; ``rasa1`` and ``rasa3`` are ``None`` where that Rasa takes it."""

    span: Span
    message: str
    rasa1: Refusal | None
    rasa3: Refusal | None


@dataclass(frozen=True, slots=True)
class Refusals:
    """What both generations do."""

    rasa1: Refusal | None
    rasa3: Refusal | None

    def at(self, span: Span, message: str) -> DomainFault:
        """A fault of this kind."""
        return DomainFault(span, message, self.rasa1, self.rasa3)


BOTH_STOP = Refusals(Refusal.STOPPED, Refusal.STOPPED)
DROPPED_IN_BOTH = Refusals(Refusal.DROPPED, Refusal.DROPPED)
DROPPED_THEN_STOPS = Refusals(Refusal.DROPPED, Refusal.STOPPED)
STOPS_THEN_DROPPED = Refusals(Refusal.STOPPED, Refusal.DROPPED)
ONLY_1_DROPS = Refusals(Refusal.DROPPED, None)
ONLY_1_STOPS = Refusals(Refusal.STOPPED, None)
ONLY_3_DROPS = Refusals(None, Refusal.DROPPED)
ONLY_3_STOPS = Refusals(None, Refusal.STOPPED)

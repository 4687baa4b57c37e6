"""Where a session stands. A phase is data; what it asks and what an answer makes of it stands elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.events import Event
from teachback.dialogue.transcript import Understanding
from teachback.teaching.session.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Listening:
    """The bot waits for a message of the user."""


@dataclass(frozen=True, slots=True)
class Interpreting:
    """A message is to be understood."""

    text: str


@dataclass(frozen=True, slots=True)
class JudgingMessage:
    """Was the message understood rightly?"""

    understood: Understanding


@dataclass(frozen=True, slots=True)
class ChoosingIntent:
    """Which intent is it?"""

    understood: Understanding


@dataclass(frozen=True, slots=True)
class MarkingEntities:
    """The intent is known; which entities are in the message?"""

    understood: Understanding


@dataclass(frozen=True, slots=True)
class FillingSlots:
    """Slots are to be filled from the message."""


@dataclass(frozen=True, slots=True)
class Predicting:
    """Policies are to say what comes next."""


@dataclass(frozen=True, slots=True)
class JudgingAction:
    """Is the proposed action the right one?"""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class ChoosingAction:
    """Which action is it, then?"""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class WritingResponse:
    """What does a new ``utter_`` action say?"""

    proposal: Proposal
    action: str


@dataclass(frozen=True, slots=True)
class JudgingValidation:
    """Shall the form that goes on validate what the user just said? ``policy`` and ``confidence`` are of its action."""

    proposal: Proposal
    action: str
    policy: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class FacingContradiction:
    """The form shall validate, but training stories say that it must not."""

    judged: JudgingValidation


@dataclass(frozen=True, slots=True)
class LookingAgain:
    """Stories were changed: do they still say that the form must not validate?"""

    judged: JudgingValidation


@dataclass(frozen=True, slots=True)
class Running:
    """An action is to be run."""

    action: str
    policy: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Stranded:
    """The action could not be run as a bot would: ``problem`` says why. ``offered`` are events that may stand in.

    ``served`` says that an action server was to run it, so that going on without one is something else.
    """

    running: Running
    problem: str
    offered: tuple[tuple[Event, ...], ...] = ()
    served: bool = False


@dataclass(frozen=True, slots=True)
class WritingEvents:
    """Which events does the action bring?"""

    stranded: Stranded


Phase = (
    Listening
    | Interpreting
    | JudgingMessage
    | ChoosingIntent
    | MarkingEntities
    | FillingSlots
    | Predicting
    | JudgingAction
    | ChoosingAction
    | WritingResponse
    | JudgingValidation
    | FacingContradiction
    | LookingAgain
    | Running
    | Stranded
    | WritingEvents
)

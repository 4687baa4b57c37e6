"""What makes a session go on: what a person answers or orders, and what came of a wish.

Every one of them is written to the journal before it counts, so that the same inputs give the same session again.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.transcript import Understanding
from teachback.teaching.actions.outcome import Outcome
from teachback.teaching.session.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Agreed:
    """The answer to a question of yes or no."""

    yes: bool


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to any other question: the value of a choice, or a text."""

    value: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What the interpreter took a message for."""

    understood: Understanding


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of filling slots from a message."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the policies propose."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of running an action."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Undo:
    """Back to the last question but one."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Go on from before a message of the user: ``message`` counts those of the conversation, from 0."""

    message: int


@dataclass(frozen=True, slots=True)
class StartFresh:
    """A new conversation; the present one stays for the export."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was taught so far is in the files now; ``stories`` are the names under which. ``left_out`` are the places,
    among the conversations that could have been written, of those that were not wanted.
    """

    stories: tuple[str, ...]
    left_out: tuple[int, ...] = ()


Answer = Agreed | Told
Result = Understood | Filled | Predicted | Ran
Order = Undo | Fork | StartFresh | Exported
Input = Answer | Result | Order


class UnfitAnswerError(ValueError):
    """An answer that cannot be taken; the text says why and what would do. The session stays as it was."""

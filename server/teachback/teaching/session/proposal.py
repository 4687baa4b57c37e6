"""What the bot would do next, and why, as a session asks about it."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.teaching.reason import Reason, StoryPlace


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action that may come next; ``probability`` is from 0 to 1.

    ``why`` are reasons for it and against it: first what stories say of just this situation, then the strongest.
    """

    action: str
    probability: float
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """``action`` is what the policies would run: ``None`` where none of them has anything to say.

    ``policy`` is the class name of the one that decided, empty where none was asked; ``confidence`` is its own, from 0
    to 1. ``candidates`` are all actions, the likeliest first. ``interrupts`` says that the active form would not
    validate the message, and ``unvalidated`` which stories say so. ``remark`` is worth knowing beside.
    """

    action: str | None
    policy: str = ""
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    interrupts: bool = False
    unvalidated: tuple[StoryPlace, ...] = ()
    remark: str = ""

    def candidate(self, action: str) -> Candidate | None:
        """What is known of an action."""
        return next((each for each in self.candidates if each.action == action), None)

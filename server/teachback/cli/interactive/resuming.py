"""Sessions that a crash, a lost connection or ``kill`` has ended: they can be taken up at the last confirmed step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from teachback.cli.interactive.asking import picked
from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import UserSaid
from teachback.teaching.journal.journal import Recorded, left_behind, thrown_away
from teachback.teaching.prompts import Choice
from teachback.teaching.session.conductor import fitting
from teachback.teaching.session.session import Session, started

_NEW, _DISCARD = "new", "discard"


def offered(root: Path, domain: Domain) -> tuple[Recorded, Session] | None:
    """The session that the person wants to take up; ``None`` where there is none, or a new one is wanted.

    One that is thrown away is gone; one that is left alone is offered again the next time.
    """
    for recorded in left_behind(root):
        session, fit = fitting(started(recorded.beginning.transcript), recorded.inputs, domain)
        answer = picked(_told(recorded, session, fit), _choices())
        if answer == _NEW:
            return None
        if answer == _DISCARD:
            thrown_away(recorded)
            continue
        return replace(recorded, inputs=recorded.inputs[:fit]), session
    return None


def _told(recorded: Recorded, session: Session, fit: int) -> str:
    messages = sum(isinstance(entry, UserSaid) for entry in session.conversation)
    turns = "one message" if messages == 1 else f"{messages} messages"
    told = f"A session of {recorded.path.stem[:15]} was not ended: {turns} in its conversation."
    unfit = f"Step {fit + 1} does not fit the files any more." if fit < len(recorded.inputs) else ""
    return " ".join(part for part in (told, recorded.cut, unfit) if part)


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("Resume it at its last confirmed step", "resume"),
        Choice("Begin a new one; this one is kept for later", _NEW),
        Choice("Throw it away", _DISCARD),
    )

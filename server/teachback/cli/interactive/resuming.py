"""Sessions that a crash, a lost connection or ``kill`` has ended: they can be taken up at the last confirmed step."""

from __future__ import annotations

from pathlib import Path

from teachback.cli.interactive.asking import picked
from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import UserSaid
from teachback.teaching.journal.journal import Recorded, left_behind
from teachback.teaching.prompts import Choice
from teachback.teaching.session.conductor import replayed
from teachback.teaching.session.inputs import UnfitAnswerError
from teachback.teaching.session.session import Session, started

_NEW, _DISCARD = "new", "discard"


def offered(root: Path, domain: Domain) -> tuple[Recorded, Session] | None:
    """The session that the person wants to take up; ``None`` where there is none, or a new one is wanted.

    One that is thrown away is gone; one that is left alone is offered again the next time.
    """
    for recorded in left_behind(root):
        session = recovered(recorded, domain)
        answer = picked(_told(recorded, session), _choices())
        if answer == _NEW:
            return None
        if answer == _DISCARD:
            recorded.path.unlink(missing_ok=True)
            continue
        return recorded, session
    return None


def recovered(recorded: Recorded, domain: Domain) -> Session:
    """The session at the last input that still fits."""
    session = started(recorded.beginning.transcript)
    for given in recorded.inputs:
        try:
            session = replayed(session, (given,), domain)
        except UnfitAnswerError:  # the files have changed so that it means something else now
            return session
    return session


def _told(recorded: Recorded, session: Session) -> str:
    messages = sum(isinstance(entry, UserSaid) for entry in session.conversation)
    turns = "one message" if messages == 1 else f"{messages} messages"
    return f"A session of {recorded.path.stem[:15]} was not ended: {turns} in its conversation. {recorded.cut}".rstrip()


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("Resume it at its last confirmed step", "resume"),
        Choice("Begin a new one; this one is kept for later", _NEW),
        Choice("Throw it away", _DISCARD),
    )

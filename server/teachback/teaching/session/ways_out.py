"""What can be done at any question instead of answering it."""

from __future__ import annotations

from enum import Enum

from teachback.dialogue.transcript import UserSaid
from teachback.teaching.prompts import Choice, Choose, Confirm
from teachback.teaching.session.inputs import Fork
from teachback.teaching.session.session import Session, unwritten


class WayOut(Enum):
    """A line of the menu, in its order."""

    CONTINUE = "Continue"
    UNDO = "Undo Last"
    FORK = "Fork"
    FRESH = "Start Fresh"
    EXPORT = "Export & Go On"
    EXPORT_AND_QUIT = "Export & Quit"
    QUIT = "Quit Without Saving"


def menu(session: Session) -> Choose:
    """Every way that leads somewhere now; a value is that of a ``WayOut``."""
    closed = {
        *(() if session.before is not None else (WayOut.UNDO,)),
        *(() if _has_message(session) else (WayOut.FORK,)),
        *(() if unwritten(session) else (WayOut.EXPORT, WayOut.EXPORT_AND_QUIT)),
    }
    choices = tuple(Choice(_label(way, session), way.value) for way in WayOut if way not in closed)
    return Choose("Menu", "Do you want to stop?", choices)


def _label(way: WayOut, session: Session) -> str:
    return "Quit" if way is WayOut.QUIT and not unwritten(session) else way.value


def fork_points(session: Session) -> Choose:
    """The messages of the conversation, the newest first; a value is what ``fork_at`` takes."""
    said = [entry.understood for entry in session.conversation if isinstance(entry, UserSaid)]
    choices = [Choice(each.text, str(number), detail=each.intent or "") for number, each in enumerate(said)]
    return Choose("Fork", "Before which user message do you want to fork?", tuple(choices[::-1]))


def fork_at(value: str) -> Fork:
    """The order for a value of ``fork_points``."""
    return Fork(int(value))


def before_quitting(session: Session) -> Confirm | None:
    """Asked once, where something would be lost."""
    lost = len(unwritten(session))
    if not lost:
        return None
    stories = "one conversation" if lost == 1 else f"{lost} conversations"
    return Confirm(f"Quit without saving? You taught {stories} that no file holds yet.", usual=False)


def _has_message(session: Session) -> bool:
    return any(isinstance(entry, UserSaid) for entry in session.conversation)

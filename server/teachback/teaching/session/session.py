"""A session of interactive learning at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from teachback.dialogue.conversation import applied_entries
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid, event_of
from teachback.teaching.session.phases import Listening, Phase, Predicting

START: Transcript = (BotRan(ActionExecuted(ACTION_LISTEN)),)
"""How a fresh conversation begins."""


@dataclass(frozen=True, slots=True)
class Session:
    """``transcript`` is all that happened in the present conversation, taken back or not; ``begun`` is how many entries
    of it were there before anything was taught.

    ``finished`` are the earlier conversations of the session, ``written`` those that are in the files already.
    ``responses`` are the texts of new actions. ``alone`` says that the action server shall not be asked. ``before`` is
    the question to which an undo leads back, ``remark`` what was worth saying about the last step; ``heard`` is what
    need not be said twice.
    """

    transcript: Transcript
    phase: Phase
    begun: int = 0
    finished: tuple[Transcript, ...] = ()
    written: tuple[Transcript, ...] = ()
    responses: tuple[tuple[str, str], ...] = ()
    alone: bool = False
    before: Session | None = None
    remark: str = ""
    heard: frozenset[str] = frozenset()

    @property
    def conversation(self) -> Transcript:
        """The present conversation without what was taken back."""
        return tuple(applied_entries(self.transcript, event_of))

    def at(self, phase: Phase, *more: Entry) -> Session:
        """The session in another phase, after some more happened."""
        return replace(self, phase=phase, transcript=(*self.transcript, *more), remark="")

    def remarked(self, remark: str) -> Session:
        """The session with something to say about the last step."""
        return replace(self, remark=remark)

    def informed(self, remarks: Iterable[str]) -> Session:
        """The session with remarks that hold for all of it, each made once."""
        new = [each for each in dict.fromkeys(remarks) if each not in self.heard]
        return replace(self, remark=" ".join(new), heard=self.heard.union(new))


def started(transcript: Transcript = START) -> Session:
    """A session that goes on from a conversation, or begins one."""
    return Session(transcript, next_phase(transcript), begun=len(transcript))


def next_phase(transcript: Transcript) -> Phase:
    """Whether the user or the bot is next (R1:core/training/interactive.py:is_listening_for_message)."""
    for entry in reversed(applied_entries(transcript, event_of)):
        if isinstance(entry, UserSaid):
            return Predicting()
        if isinstance(entry, BotRan):
            return Listening() if entry.event.name == ACTION_LISTEN else Predicting()
    return Predicting()


def laid_aside(session: Session) -> tuple[Transcript, ...]:
    """The finished conversations once the present one is among them, if anything was taught in it."""
    conversation = session.conversation
    return (*session.finished, conversation) if len(conversation) > session.begun else session.finished


def unwritten(session: Session) -> tuple[Transcript, ...]:
    """The conversations that an export would write: with a message in them, and no mere beginning of another one."""
    taught = tuple(dict.fromkeys(laid_aside(session)))
    known = (*taught, *session.written)
    return tuple(
        each
        for each in taught
        if any(isinstance(entry, UserSaid) for entry in each)
        and each not in session.written
        and not any(_begins(each, other) for other in known)
    )


def _begins(start: Transcript, whole: Transcript) -> bool:
    return len(start) < len(whole) and whole[: len(start)] == start

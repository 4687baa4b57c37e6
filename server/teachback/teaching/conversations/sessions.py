"""The sessions of a conversation: it begins anew after hours of silence, or when the user wants that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teachback.dialogue.conversation import applied_entries
from teachback.dialogue.domain import ACTION_SESSION_START
from teachback.dialogue.events import Restarted
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid, event_of
from teachback.formats.transcript_json import TimedTranscript


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation from one beginning to the next, without what was taken back.

    ``began`` is when its first entry happened, in seconds since 1970, where that is known. ``messages`` is how often
    the user spoke.
    """

    transcript: Transcript
    began: float | None = None

    @property
    def messages(self) -> int:
        """How often the user spoke."""
        return sum(isinstance(entry, UserSaid) for entry in self.transcript)


def sessions_of(told: TimedTranscript) -> tuple[Session, ...]:
    """The sessions in which the user spoke, the newest last.

    A restart begins one, as a session does (R1:core/trackers.py:applied_events, R3:shared/core/trackers.py); one in
    which nobody spoke yet is not told: Rasa begins one whenever it is asked for an old conversation.
    """
    found = (_session(part) for part in _parts(told))
    return tuple(session for session in found if session.messages)


_Timed = tuple[Entry, float | None]


def _parts(told: TimedTranscript) -> Iterator[list[_Timed]]:
    part: list[_Timed] = []
    for entry, time in zip(told.transcript, told.times, strict=True):
        if isinstance(entry, Restarted):
            yield part
            part = []
        elif not _begins_session(entry):
            part.append((entry, time))
    yield part


def _begins_session(entry: Entry) -> bool:
    """The action is part of the beginning, and stands before it."""
    return isinstance(entry, BotRan) and entry.event.name == ACTION_SESSION_START


def _session(part: list[_Timed]) -> Session:
    kept = applied_entries(part, lambda timed: event_of(timed[0]))
    began = next((time for _, time in kept if time is not None), None)
    return Session(tuple(entry for entry, _ in kept), began)

"""Real conversations that a client names: of a file, of the tracker store of ``endpoints.yml``, or of a running Rasa.

Nothing here touches what belongs to the kernel: databases and files are read in threads of their own.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from teachback.dialogue.transcript import Transcript
from teachback.formats.transcript_json import TimedTranscript
from teachback.project.snapshot import Snapshot
from teachback.teaching.conversations.dump import open_dump
from teachback.teaching.conversations.listing import Listed, Source
from teachback.teaching.conversations.problems import NoConversationError
from teachback.teaching.conversations.sessions import sessions_of

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class OfFile:
    """A file as Rasa's HTTP API or ``rasa export`` writes it."""

    path: Path

    @property
    def name(self) -> str:
        """What people call it."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class OfStore:
    """The store that the project names. Whoever asks for it trusts the project: it may name any database."""

    name: str = "the tracker store"


@dataclass(frozen=True, slots=True)
class OfRasa:
    """The running Rasa that the person has set: it tells a conversation by its name, and lists none."""


Origin = OfFile | OfStore
"""Where conversations can be listed."""


@dataclass(frozen=True, slots=True)
class Found:
    """The last session of a conversation; ``name`` says which conversation it is, ``remark`` what is left out."""

    transcript: Transcript
    name: str
    remark: str = ""


def listed(origin: Origin, snapshot: Snapshot) -> tuple[Listed, ...]:
    """The conversations to choose from, those in which something happened last first.

    Raises ``NoConversationError``.
    """
    with _opened(origin, snapshot) as source:
        return source.listed(MOST_LISTED)


def found(origin: Origin, snapshot: Snapshot, conversation: str | None) -> Found:
    """A conversation; the only one there is, where none is named. Raises ``NoConversationError``."""
    with _opened(origin, snapshot) as source:
        wanted = conversation if conversation is not None else _only(source.listed(2), origin.name)
        told = source.read(wanted)
    return last_session(told, f"{wanted} of {origin.name}")


def last_session(told: TimedTranscript, name: str) -> Found:
    """The last session of a conversation. Raises ``NoConversationError``."""
    *earlier, last = sessions_of(told) or (None,)
    if last is None:
        raise NoConversationError(f"Nobody says anything in {name}, so there is nothing to begin with.")
    return Found(last.transcript, name, _left_out(len(earlier)))


def _left_out(earlier: int) -> str:
    times = "once" if earlier == 1 else f"{earlier} times"
    return f"It began anew {times}; this is its last part." if earlier else ""


def _only(conversations: tuple[Listed, ...], name: str) -> str:
    if len(conversations) != 1:
        how_many = "several conversations" if conversations else "no conversation"
        raise NoConversationError(f"There are {how_many} in {name}. Name one by its `id`.")
    return conversations[0].id


@contextmanager
def _opened(origin: Origin, snapshot: Snapshot) -> Generator[Source]:
    if isinstance(origin, OfFile):
        yield open_dump(origin.path)
        return
    from teachback.teaching.conversations.project_store import (  # noqa: PLC0415 - SQLAlchemy: nobody else shall wait
        project_store,
    )

    with project_store(snapshot, os.environ) as store:
        yield store

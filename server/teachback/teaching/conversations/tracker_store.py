"""Conversations in the SQL tracker store of a Rasa: its table ``events`` is read, and nothing else is done to it.

The table is the same in both generations (R1, R3: core/tracker_store.py:SQLTrackerStore).
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text, case, create_engine, func, inspect, select
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from teachback.formats.tracker_fields import UnreadableTrackerError, parsed_json
from teachback.formats.transcript_json import TimedTranscript, read_transcript
from teachback.teaching.conversations.listing import Listed
from teachback.teaching.conversations.problems import NoConversationError

_EVENTS = Table(
    "events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sender_id", String(255)),
    Column("type_name", String(255)),
    Column("timestamp", Float),
    Column("data", Text),
)


class TrackerStore:
    """An SQL tracker store. All methods raise ``NoConversationError``."""

    __slots__ = ("_engine", "_url")

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine = _engine(url)

    def listed(self, most: int) -> tuple[Listed, ...]:
        """At most so many conversations, those in which something happened last first."""
        spoke = func.sum(case((_EVENTS.c.type_name == "user", 1), else_=0))
        latest = func.max(_EVENTS.c.timestamp)
        chosen = select(_EVENTS.c.sender_id, spoke, latest).group_by(_EVENTS.c.sender_id)
        with self._connection() as connection:
            rows = connection.execute(chosen.order_by(latest.desc(), _EVENTS.c.sender_id).limit(most))
            return tuple(Listed(str(name), int(messages), time) for name, messages, time in rows)

    def read(self, conversation: str) -> TimedTranscript:
        """A conversation with all its sessions.

        In the order in which the events were saved, as 3.x reads them: times may be equal.
        """
        chosen = select(_EVENTS.c.data).where(_EVENTS.c.sender_id == conversation).order_by(_EVENTS.c.id)
        with self._connection() as connection:
            written = [data for (data,) in connection.execute(chosen)]
        if not written:
            raise NoConversationError(f"There is no conversation {conversation!r} in {self._shown}.")
        try:
            return read_transcript([_event(number, data) for number, data in enumerate(written, start=1)])
        except UnreadableTrackerError as problem:
            raise NoConversationError(f"The conversation {conversation!r} in {self._shown}: {problem}") from None

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    @property
    def _shown(self) -> str:
        if self._url.get_backend_name() == "sqlite":
            return unquote(urlsplit(self._url.database or "").path)
        return self._url.render_as_string(hide_password=True)

    @contextmanager
    def _connection(self) -> Generator[Connection]:
        try:
            with self._engine.connect() as connection:
                if not inspect(connection).has_table(_EVENTS.name):
                    raise NoConversationError(
                        f"{self._shown} has no table `events`, so it is no tracker store of Rasa."
                    )
                yield connection
        except SQLAlchemyError as problem:
            raise NoConversationError(f"The tracker store {self._shown} cannot be read: {_reason(problem)}") from None


def _engine(url: URL) -> Engine:
    try:
        return create_engine(url)
    except NoSuchModuleError:
        raise NoConversationError(f"SQLAlchemy knows no database {url.drivername!r}.") from None
    except ImportError as problem:
        raise NoConversationError(
            f"Python has no package {problem.name!r}, which it needs to read a database {url.drivername!r}. Install it."
        ) from None
    except SQLAlchemyError as problem:
        raise NoConversationError(f"The tracker store cannot be opened: {_reason(problem)}") from None


def _event(number: int, data: object) -> object:
    try:
        return parsed_json(data if isinstance(data, str) else "")
    except UnreadableTrackerError as problem:
        raise UnreadableTrackerError(f"Event {number}: {problem}") from None


def _reason(problem: SQLAlchemyError) -> str:
    """The database's own words, without the statement that it was asked."""
    return str(problem.orig if isinstance(problem, DBAPIError) else problem).strip()

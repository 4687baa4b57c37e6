"""Teaching sessions that a client has open."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from pygls.exceptions import JsonRpcInvalidParams

if TYPE_CHECKING:  # they come with the kernel, which is loaded later
    from teachback.lsp.teach_turns import Teaching, Turn

MOST_SESSIONS = 100
"""A client that never stops its sessions loses the oldest."""


class Sessions:
    """Sessions by the ids that the client knows them by."""

    def __init__(self) -> None:
        self._open: dict[str, Teaching] = {}

    def put(self, turn: Turn, session: str | None = None) -> str:
        """Keep a session that goes on, forget one that has ended; its id, a new one at first."""
        session = session or uuid4().hex
        self._open.pop(session, None)
        if turn.teaching is not None:
            self._open[session] = turn.teaching
        if len(self._open) > MOST_SESSIONS:
            del self._open[next(iter(self._open))]
        return session

    def get(self, session: str) -> Teaching:
        """A session that is open. Raises ``JsonRpcInvalidParams`` when there is none of this id."""
        teaching = self._open.get(session)
        if teaching is None:
            raise JsonRpcInvalidParams(f"session: {session!r} is not open; it has ended or never began")
        return teaching

    def stop(self, session: str) -> None:
        """Forget a session; an unknown one is no error, for it may have ended by itself."""
        self._open.pop(session, None)

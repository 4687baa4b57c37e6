"""The sessions of interactive learning that a client has open."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcInvalidParams

if TYPE_CHECKING:  # they come with the kernel, which is loaded later
    from teachback.lsp.interactive.messages import Messages
    from teachback.lsp.interactive.panel import Panel
    from teachback.lsp.interactive.session import EditorSession

MOST_OPEN = 20
"""Each may have a process that understands messages."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session, the panel that asks its questions, and the task that it runs in."""

    session: EditorSession
    panel: Panel
    task: asyncio.Task[None]


class OpenSessions:
    """Open sessions by their ids."""

    def __init__(self) -> None:
        self._open: dict[str, OpenSession] = {}
        self._speaking: tuple[Messages, asyncio.Task[None]] | None = None

    def make_room(self) -> None:
        """Raises ``JsonRpcInvalidParams`` when another session would be one too many."""
        if len(self._open) >= MOST_OPEN:
            raise JsonRpcInvalidParams(f"{MOST_OPEN} sessions are open. Stop one of them first.")

    def put(self, identifier: str, opened: OpenSession) -> None:
        """Keep a session until its task ends."""
        self._open[identifier] = opened
        opened.task.add_done_callback(lambda _: self._open.pop(identifier, None))

    def has(self, identifier: str) -> bool:
        """Whether a session is open."""
        return identifier in self._open

    def get(self, identifier: str) -> OpenSession:
        """A session that is open. Raises ``JsonRpcInvalidParams`` when there is none of this id."""
        opened = self._open.get(identifier)
        if opened is None:
            raise JsonRpcInvalidParams(f"session: {identifier!r} is not open; it has ended or never began")
        return opened

    async def leave(self, identifier: str) -> None:
        """End a session; its journal keeps what no file holds. Returns when it is closed."""
        opened = self._open.get(identifier)
        if opened is not None:
            opened.task.cancel()
            await asyncio.wait([opened.task])

    def speak_with(self, face: Messages, task: asyncio.Task[None]) -> None:
        """Let a session ask by messages; one that did before is left."""
        if self._speaking is not None:
            self._speaking[1].cancel()
        self._speaking = (face, task)

    def say(self, text: str) -> bool:
        """Answer the session that asks by messages; false where none does."""
        return self._speaking is not None and not self._speaking[1].done() and self._speaking[0].say(text)

    def show_again(self) -> bool:
        """Show the open question of the session that asks by messages; false where there is no such session."""
        if self._speaking is None or self._speaking[1].done():
            return False
        self._speaking[0].show()
        return True

"""Begins sessions, each in a task of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from uuid import uuid4

from pygls.exceptions import JsonRpcInvalidParams

from teachback.lsp.interactive.beginning import Begun, NoBeginningError, Where, begin
from teachback.lsp.interactive.faces import Face
from teachback.lsp.interactive.handing_over import HandingOver
from teachback.lsp.interactive.open_sessions import OpenSession
from teachback.lsp.interactive.panel import Panel
from teachback.lsp.interactive.session import EditorSession
from teachback.lsp.interactive.workroom import EditorWorkroom, Place
from teachback.lsp.server import TeachbackServer
from teachback.teaching.journal.journal import JournalError
from teachback.teaching.session.view_json import Json

logger = logging.getLogger(__name__)

UPDATE = "teachback/teach/update"


async def open_in_panel(server: TeachbackServer, where: Where, *, asks_server: bool) -> tuple[str, Begun]:
    """Open a session whose questions go to a panel; its id. Raises ``JsonRpcInvalidParams`` where it cannot begin."""
    server.interactive.make_room()
    try:
        begun = await begin(server, where)
    except (NoBeginningError, JournalError) as problem:
        raise JsonRpcInvalidParams(str(problem)) from None
    identifier = uuid4().hex

    def tell(message: Json) -> None:
        server.protocol.notify(UPDATE, {"session": identifier, "message": message})

    workroom = EditorWorkroom(server, Place(begun.root, asks_server, begun.beside))
    panel = Panel(workroom, tell)
    session = seated(server, begun, workroom, panel)
    task = server.start(_running(session.run, panel))
    server.interactive.put(identifier, OpenSession(session, panel, task))
    return identifier, begun


def seated(server: TeachbackServer, begun: Begun, workroom: EditorWorkroom, face: Face) -> EditorSession:
    """A session with everything that it needs; it does not run yet."""
    return EditorSession(begun, workroom, face, HandingOver(server, workroom, face))


async def _running(run: Callable[[], Awaitable[None]], panel: Panel) -> None:
    """Let a session run; whatever ends it, the page hears of it."""
    try:
        await run()
    except asyncio.CancelledError:
        panel.end("The session was left. It can be resumed if something of it is in no file yet.")
        raise
    except Exception:
        logger.exception("a session has failed")
        panel.end("The session has failed; the log of the server says why. It can be resumed.")

"""``teachback/teach/resumable`` (docs/protocol.md)."""

from __future__ import annotations

from teachback.lsp.interactive.left_sessions import left_sessions
from teachback.lsp.prompts import Json
from teachback.lsp.server import TeachbackServer


async def resumable(server: TeachbackServer, params: object) -> Json:
    """``{}``: the sessions that nobody ended and nobody is at, as ``{sessions}``."""
    del params
    await server.reading.done()
    return {"sessions": await server.kernel.ask_latest(lambda workspace, _: left_sessions(workspace))}

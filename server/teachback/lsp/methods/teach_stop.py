"""``teachback/teach/stop`` (docs/protocol.md)."""

from __future__ import annotations

from teachback.lsp.interactive.faces import Leaving
from teachback.lsp.interactive.orders import take
from teachback.lsp.json_params import members_of, text_of
from teachback.lsp.methods import teach
from teachback.lsp.server import TeachbackServer
from teachback.teaching.session.ways_out import WayOut


async def stop(server: TeachbackServer, params: object) -> None:
    """``{session}``: leave a session, to be resumed; with ``discard`` and ``serial`` quit it, which is asked once."""
    given = members_of(params, "params")
    session = text_of(given.get("session"), "session")
    if not server.interactive.has(session):
        await teach.stop(server, params)
    elif given.get("discard") is True:
        await take(server, given, Leaving(WayOut.QUIT))
    else:
        await server.interactive.leave(session)

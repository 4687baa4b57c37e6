"""``teachback/teach/undo`` (docs/protocol.md)."""

from __future__ import annotations

from teachback.lsp.interactive.faces import Leaving
from teachback.lsp.interactive.orders import take
from teachback.lsp.json_params import members_of
from teachback.lsp.server import TeachbackServer
from teachback.teaching.session.ways_out import WayOut


async def undo(server: TeachbackServer, params: object) -> None:
    """``{session, serial}``: take the last step back."""
    await take(server, members_of(params, "params"), Leaving(WayOut.UNDO))

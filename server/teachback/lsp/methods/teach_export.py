"""``teachback/teach/export`` (docs/protocol.md)."""

from __future__ import annotations

from teachback.lsp.interactive.faces import Leaving
from teachback.lsp.interactive.orders import take
from teachback.lsp.json_params import members_of
from teachback.lsp.server import TeachbackServer
from teachback.teaching.session.ways_out import WayOut


async def export(server: TeachbackServer, params: object) -> None:
    """``{session, serial, leave}``: decide what is written, have it written, and ``leave`` or go on."""
    given = members_of(params, "params")
    way = WayOut.EXPORT_AND_QUIT if given.get("leave") is True else WayOut.EXPORT
    await take(server, given, Leaving(way))

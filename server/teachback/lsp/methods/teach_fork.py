"""``teachback/teach/fork`` (docs/protocol.md)."""

from __future__ import annotations

from teachback.lsp.interactive.faces import Leaving
from teachback.lsp.interactive.orders import take
from teachback.lsp.json_params import count_of, members_of
from teachback.lsp.server import TeachbackServer
from teachback.teaching.session.ways_out import WayOut


async def fork(server: TeachbackServer, params: object) -> None:
    """``{session, serial, message}``: go on from before a message of the user, counted from 0."""
    given = members_of(params, "params")
    await take(server, given, Leaving(WayOut.FORK, count_of(given.get("message"), "message")))

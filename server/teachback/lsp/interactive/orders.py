"""What a client may say to the open question of a session."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from pygls.exceptions import JsonRpcContentModified

from teachback.lsp.interactive.faces import Reply
from teachback.lsp.json_params import count_of, text_of
from teachback.lsp.server import TeachbackServer


async def take(server: TeachbackServer, given: Mapping[str, object], reply: Reply) -> None:
    """Take a reply to the view that ``given`` names by ``session`` and ``serial``; returns at the next question.

    When the request is cancelled, what is under way is given up and the person asked what to do instead. Raises
    ``JsonRpcInvalidParams`` for a session that is not open, ``JsonRpcContentModified`` for a view of before.
    """
    opened = server.interactive.get(text_of(given.get("session"), "session"))
    if not opened.panel.take(count_of(given.get("serial"), "serial"), reply):
        raise JsonRpcContentModified("This question was answered already. The latest view shows what is asked now.")
    try:
        await opened.panel.settled()
    except asyncio.CancelledError:
        opened.session.interrupt()
        raise

"""``textDocument/hover``."""

from __future__ import annotations

from lsprotocol import types

from teachback.lsp.hover import hover_at
from teachback.lsp.server import TeachbackServer


async def show(server: TeachbackServer, params: types.HoverParams) -> types.Hover | None:
    """What is to be said of the place under the pointer."""
    await server.reading.done()
    uri, position = params.text_document.uri, params.position
    return await server.kernel.ask(lambda workspace, check: hover_at(workspace, uri, position, check))

"""``teachback/teach/start`` (docs/protocol.md): a single step of a story, or a whole session."""

from __future__ import annotations

from teachback.lsp.interactive.opening import open_in_panel
from teachback.lsp.interactive.where import where_of
from teachback.lsp.json_params import members_of
from teachback.lsp.methods import teach
from teachback.lsp.prompts import Json
from teachback.lsp.server import TeachbackServer
from teachback.lsp.uris import uri_of


async def start(server: TeachbackServer, params: object) -> Json:
    """``{where, trusted}``: open a session of interactive learning; ``{session, root, name}``. Without ``where``, teach
    a single step.
    """
    given = members_of(params, "params")
    if "where" not in given:
        return await teach.start(server, params)
    trusted = given.get("trusted") is True
    where = where_of(server, members_of(given["where"], "where"), trusted=trusted)
    asks_server = trusted or server.settings.asks_action_server
    session, begun = await open_in_panel(server, where, asks_server=asks_server)
    return {"session": session, "root": uri_of(begun.root.as_posix()), "name": begun.root.name}

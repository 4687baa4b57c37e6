"""``teachback/teach/start`` (docs/protocol.md): a single step of a story, or a whole session."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pygls.exceptions import JsonRpcInvalidParams

from teachback.lsp.interactive.beginning import AtCursor, Fresh, Resumed, Where
from teachback.lsp.interactive.opening import open_in_panel
from teachback.lsp.json_params import members_of, position_of, text_of
from teachback.lsp.methods import teach
from teachback.lsp.prompts import Json
from teachback.lsp.server import TeachbackServer
from teachback.lsp.uris import path_of, uri_of


async def start(server: TeachbackServer, params: object) -> Json:
    """``{where, trusted}``: open a session of interactive learning; ``{session, root, name}``. Without ``where``, teach
    a single step.
    """
    given = members_of(params, "params")
    if "where" not in given:
        return await teach.start(server, params)
    where = _where(members_of(given["where"], "where"))
    asks_server = given.get("trusted") is True or server.settings.asks_action_server
    session, begun = await open_in_panel(server, where, asks_server=asks_server)
    return {"session": session, "root": uri_of(begun.root.as_posix()), "name": begun.root.name}


def _where(given: Mapping[str, object]) -> Where:
    match given.get("kind"):
        case "cursor":
            document = members_of(given.get("textDocument"), "where.textDocument")
            uri = text_of(document.get("uri"), "where.textDocument.uri")
            return AtCursor(uri, position_of(given.get("position"), "where.position"))
        case "fresh":
            uri = given.get("uri")
            return Fresh(None if uri is None else text_of(uri, "where.uri"))
        case "resumed":
            path = path_of(text_of(given.get("root"), "where.root"))
            return Resumed(Path(path or ""), text_of(given.get("journal"), "where.journal"))
        case _:
            raise JsonRpcInvalidParams('where.kind: "cursor", "fresh" or "resumed" is expected')

"""Where a client wants a session to begin, read from JSON (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pygls.exceptions import JsonRpcInvalidParams

from teachback.lsp.interactive.beginning import AtCursor, Fresh, RealConversation, Resumed, Where
from teachback.lsp.interactive.real_conversations import OfFile, OfRasa, OfStore, Origin
from teachback.lsp.json_params import members_of, position_of, text_of
from teachback.lsp.server import TeachbackServer
from teachback.lsp.uris import path_of

_UNTRUSTED = (
    "from: endpoints.yml may name any database, so the tracker store is read only for somebody who trusts the workspace"
)


def where_of(server: TeachbackServer, given: Mapping[str, object], *, trusted: bool) -> Where:
    """The ``where`` of ``teachback/teach/start``. Raises ``JsonRpcInvalidParams``."""
    match given.get("kind"):
        case "cursor":
            document = members_of(given.get("textDocument"), "where.textDocument")
            uri = text_of(document.get("uri"), "where.textDocument.uri")
            return AtCursor(uri, position_of(given.get("position"), "where.position"))
        case "fresh":
            return Fresh(_text(given, "uri"))
        case "resumed":
            path = path_of(text_of(given.get("root"), "where.root"))
            return Resumed(Path(path or ""), text_of(given.get("journal"), "where.journal"))
        case "conversation":
            source = members_of(given.get("from"), "from")
            origin = OfRasa() if source.get("kind") == "rasa" else origin_of(server, source, trusted=trusted)
            return RealConversation(origin, _text(given, "id"), _text(given, "uri"))
        case _:
            raise JsonRpcInvalidParams('where.kind: "cursor", "fresh", "resumed" or "conversation" is expected')


def origin_of(server: TeachbackServer, given: object, *, trusted: bool) -> Origin:
    """The source that a ``from`` names, of those that can list conversations. Raises ``JsonRpcInvalidParams``."""
    source = members_of(given, "from")
    match source.get("kind"):
        case "file":
            path = path_of(text_of(source.get("uri"), "from.uri"))
            if path is None:
                raise JsonRpcInvalidParams("from.uri: the URI of a file is expected")
            return OfFile(Path(path))
        case "store":
            if not trusted and not server.settings.asks_action_server:
                raise JsonRpcInvalidParams(_UNTRUSTED)
            return OfStore()
        case _:
            raise JsonRpcInvalidParams('from.kind: "file" or "store" is expected')


def _text(given: Mapping[str, object], name: str) -> str | None:
    value = given.get(name)
    return None if value is None else text_of(value, f"where.{name}")

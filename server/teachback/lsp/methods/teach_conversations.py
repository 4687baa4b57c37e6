"""``teachback/teach/conversations`` (docs/protocol.md)."""

from __future__ import annotations

from pygls.exceptions import JsonRpcInvalidParams

from teachback.lsp.interactive import real_conversations
from teachback.lsp.interactive.where import origin_of
from teachback.lsp.json_params import members_of, text_of
from teachback.lsp.meant_project import NoProjectError, meant_project
from teachback.lsp.prompts import Json
from teachback.lsp.server import TeachbackServer
from teachback.lsp.worker import run_beside
from teachback.teaching.conversations.listing import Listed
from teachback.teaching.conversations.problems import NoConversationError


async def conversations(server: TeachbackServer, params: object) -> Json:
    """``{from, uri?, trusted?}``: the real conversations to begin with, as ``{name, conversations}``."""
    given = members_of(params, "params")
    origin = origin_of(server, given.get("from"), trusted=given.get("trusted") is True)
    uri = None if given.get("uri") is None else text_of(given["uri"], "uri")
    await server.reading.done()
    try:
        snapshot = await server.kernel.ask_latest(lambda workspace, _: meant_project(workspace, uri).project.snapshot)
        listed = await run_beside(lambda: real_conversations.listed(origin, snapshot))
    except (NoProjectError, NoConversationError) as problem:
        raise JsonRpcInvalidParams(str(problem)) from None
    return {"name": origin.name, "conversations": [_json(each) for each in listed]}


def _json(listed: Listed) -> Json:
    return {"id": listed.id, "messages": listed.messages, "latest": listed.latest}

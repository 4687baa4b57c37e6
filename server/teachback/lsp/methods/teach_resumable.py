"""``teachback/teach/resumable`` (docs/protocol.md)."""

from __future__ import annotations

from teachback.lsp.interactive.left_sessions import LeftSession, left_sessions
from teachback.lsp.prompts import Json
from teachback.lsp.server import TeachbackServer
from teachback.lsp.uris import uri_of


async def resumable(server: TeachbackServer, params: object) -> Json:
    """``{}``: the sessions that nobody ended and nobody is at, as ``{sessions}``."""
    del params
    await server.reading.done()
    left = await server.kernel.ask_latest(lambda workspace, _: left_sessions(workspace))
    return {"sessions": [_json(each) for each in left]}


def _json(left: LeftSession) -> Json:
    return {
        "root": uri_of(left.root.as_posix()),
        "project": left.project,
        "journal": left.journal,
        "began": None if left.began is None else left.began.isoformat(),
        "origin": left.origin,
        "messages": list(left.said),
        "remark": left.remark,
    }

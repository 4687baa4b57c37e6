"""A session for a client without panels: at most one at a time asks by messages."""

from __future__ import annotations

from lsprotocol import types

from teachback.lsp.interactive.beginning import Fresh, NoBeginningError, Resumed, Where, begin
from teachback.lsp.interactive.left_sessions import left_sessions
from teachback.lsp.interactive.messages import Messages
from teachback.lsp.interactive.opening import seated
from teachback.lsp.interactive.workroom import EditorWorkroom, Place
from teachback.lsp.server import TeachbackServer
from teachback.teaching.journal.journal import JournalError

RESUME, NEW = "Resume", "Begin a new one"


async def learn(server: TeachbackServer, where: Where) -> None:
    """Ask until the session is over. A session that asked before is left; it can be resumed."""
    chosen = await _or_resumed(server, where)
    if chosen is None:
        return
    try:
        begun = await begin(server, chosen)
    except (NoBeginningError, JournalError) as problem:
        server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, str(problem)))
        return
    workroom = EditorWorkroom(server, Place(begun.root, server.settings.asks_action_server, begun.beside))
    face = Messages(server, workroom)
    server.interactive.speak_with(face, server.start(seated(server, begun, workroom, face).run()))


async def _or_resumed(server: TeachbackServer, where: Where) -> Where | None:
    """A session that was left behind, if there is one and the person wants it; ``None`` where the person wants neither.

    Only who begins anew is asked: whoever names a place means that place.
    """
    if not isinstance(where, Fresh):
        return where
    await server.reading.done()
    left = await server.kernel.ask_latest(lambda workspace, _: left_sessions(workspace))
    if not left:
        return where
    latest = left[0]
    said = " · ".join(latest.said) or "nothing was said yet"
    request = types.ShowMessageRequestParams(
        type=types.MessageType.Info,
        message=f"A session of {latest.project} was not ended: {said}",
        actions=[types.MessageActionItem(RESUME), types.MessageActionItem(NEW)],
    )
    picked = await server.window_show_message_request_async(request)
    if picked is None:
        return None
    return Resumed(latest.root, latest.journal) if picked.title == RESUME else where

"""Questions and edits for clients that know nothing of Teachback."""

from __future__ import annotations

from functools import partial

from lsprotocol import types

from teachback.lsp.live_turns import heard_at
from teachback.lsp.prompts import scored
from teachback.lsp.server import TeachbackServer
from teachback.lsp.teach_turns import Turn, begin_in, go_on
from teachback.lsp.uris import path_of
from teachback.lsp.workspace_edits import workspace_edit
from teachback.teaching.prompts import Choose, Done, Notice

MOST_BUTTONS = 8
"""More choices than this do not fit into a message; the others can be typed into the story."""


async def converse(server: TeachbackServer, uri: str, position: types.Position) -> None:
    """Teach by ``window/showMessageRequest`` until there is an edit, or the user has had enough."""
    heard = await heard_at(server, uri, position)
    turn = await server.kernel.ask_latest(lambda workspace, _: begin_in(workspace, uri, position, heard))
    while isinstance(turn.prompt, Choose) and turn.teaching is not None:
        value = await _chosen(server, turn.prompt)
        if value is None:
            return
        answered = partial(go_on, teaching=turn.teaching, value=value)
        turn = await server.kernel.ask_latest(lambda workspace, _, answered=answered: answered(workspace))
    await _conclude(server, turn)


async def apply_edit(server: TeachbackServer, edit: types.WorkspaceEdit, label: str) -> None:
    """Have the client apply an edit; a refusal is told to the user, who is waiting for it."""
    outcome = await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label))
    if not outcome.applied:
        _say(server, types.MessageType.Warning, f"The edit was not applied. {outcome.failure_reason or ''}".strip())


async def go_to(server: TeachbackServer, location: types.Location) -> None:
    """Show a place, or where the client cannot, say which it is."""
    if server.client.shows_documents:
        params = types.ShowDocumentParams(location.uri, take_focus=True, selection=location.range)
        await server.window_show_document_async(params)
    else:
        place = f"{path_of(location.uri) or location.uri}:{location.range.start.line + 1}"
        _say(server, types.MessageType.Info, place)


async def _chosen(server: TeachbackServer, prompt: Choose) -> str | None:
    offered = {scored(choice): choice.value for choice in prompt.choices[:MOST_BUTTONS]}
    request = types.ShowMessageRequestParams(
        type=types.MessageType.Info,
        message=f"{prompt.title}: {prompt.message}",
        actions=[types.MessageActionItem(title) for title in offered],
    )
    picked = await server.window_show_message_request_async(request)
    return offered.get(picked.title) if picked else None


async def _conclude(server: TeachbackServer, turn: Turn) -> None:
    match turn.prompt:
        case Done(message, edits) if edits and turn.view is not None:
            await apply_edit(server, workspace_edit(edits, turn.view, confirm=message), message)
        case Done(message) | Notice(message):
            _say(server, types.MessageType.Info, message)
        case Choose():
            pass


def _say(server: TeachbackServer, kind: types.MessageType, message: str) -> None:
    server.window_show_message(types.ShowMessageParams(kind, message))

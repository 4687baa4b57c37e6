"""``textDocument/codeAction`` and ``codeAction/resolve``."""

from __future__ import annotations

import attrs
from lsprotocol import types

from teachback.lsp.action_data import from_json
from teachback.lsp.code_actions import Offer, code_actions, edit_of
from teachback.lsp.server import TeachbackServer


async def offer(server: TeachbackServer, params: types.CodeActionParams) -> list[Offer]:
    """What can be done about a range."""
    return await server.kernel.ask(lambda workspace, check: code_actions(workspace, params, check))


async def resolve(server: TeachbackServer, action: types.CodeAction) -> types.CodeAction:
    """An action with its edit, computed from the texts of now."""
    if action.data is None:  # one that is only a command
        return action
    data = from_json(action.data)
    edit = await server.kernel.ask_latest(lambda workspace, _: edit_of(workspace, data))
    return attrs.evolve(action, edit=edit)

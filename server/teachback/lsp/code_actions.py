"""The code actions of a range, and their edits."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from teachback.lsp.action_data import FixData, TeachData, from_json
from teachback.lsp.commands import APPLY
from teachback.lsp.finding_actions import findings_at, fix_actions, fix_anew
from teachback.lsp.kinds import is_wanted
from teachback.lsp.teach_actions import taught_edits, teach_actions
from teachback.lsp.worker import Check
from teachback.lsp.workspace import Workspace
from teachback.lsp.workspace_edits import workspace_edit

Offer = types.CodeAction | types.Command


def code_actions(workspace: Workspace, params: types.CodeActionParams, check: Check) -> list[Offer]:
    """What can be done about a range, for this client: with edits at once unless it asks for them later.

    A client without ``codeActionLiteralSupport`` gets commands, which it sends back for the server to carry out.
    """
    client = workspace.client
    actions = [
        each for each in _offered(workspace, params, check) if each.kind and is_wanted(each.kind, params.context.only)
    ]
    if not client.code_action_literals:
        return [each.command or types.Command(each.title, APPLY, arguments=[each.data]) for each in actions]
    if client.resolves_edits:
        return list(actions)
    return [_complete(workspace, each, check) for each in actions]


def edit_of(workspace: Workspace, data: FixData | TeachData) -> types.WorkspaceEdit:
    """The edit that an action stands for, in the texts of now.

    Raises ``JsonRpcContentModified`` when there is no such edit any more.
    """
    found = workspace.bench_with(data.uri)
    if found is None:
        raise JsonRpcContentModified("The file is no longer part of a project.")
    bench, path = found
    view = workspace.view(bench)
    if isinstance(data, TeachData):
        return workspace_edit(taught_edits(bench, path, data, view), view)
    return workspace_edit(fix_anew(bench, path, data).edits, view)


def _offered(workspace: Workspace, params: types.CodeActionParams, check: Check) -> Iterator[types.CodeAction]:
    found = workspace.bench_with(params.text_document.uri)
    if found is None:
        return
    bench, path = found
    view = workspace.view(bench)
    span = view.span(path, params.range)
    findings = findings_at(bench, path, span)
    yield from fix_actions(bench, findings, view, check)
    check()
    if not view.client.takes_prompts:
        bench.forecast(check)  # by which the likely answers are ranked: soon after the start it may take a while
    yield from teach_actions(bench, path, span.start, findings, view)


def _complete(workspace: Workspace, action: types.CodeAction, check: Check) -> types.CodeAction:
    check()
    if action.command is not None:
        return action
    return attrs.evolve(action, edit=edit_of(workspace, from_json(action.data)), data=None)

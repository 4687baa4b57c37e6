"""Which of the open projects somebody means."""

from __future__ import annotations

from teachback.lsp.uris import path_of
from teachback.lsp.workbench import Workbench
from teachback.lsp.workspace import Workspace


class NoProjectError(Exception):
    """No project is meant, or more than one; the text says what to do."""


def meant_project(workspace: Workspace, uri: str | None) -> Workbench:
    """The project of a file or folder; without one the only project there is. Raises ``NoProjectError``."""
    path = path_of(uri) if uri is not None else None
    near = workspace.benches_near(path) if path is not None else ()
    found = near or tuple(bench for root in workspace.roots() if (bench := workspace.bench_at(root)))
    if not found:
        raise NoProjectError("There is no Rasa project here. Open a folder that has a domain and stories.")
    bench, *others = found
    if others:
        roots = ", ".join(each.root.name for each in found)
        raise NoProjectError(f"There are {len(found)} projects ({roots}). Open a file of the one that you mean.")
    return bench

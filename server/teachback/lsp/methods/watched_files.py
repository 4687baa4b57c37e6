"""``workspace/didChangeWatchedFiles``."""

from __future__ import annotations

from pathlib import PurePosixPath

from lsprotocol import types

from teachback.lsp.server import TeachbackServer
from teachback.lsp.uris import path_of
from teachback.project.layout import CONFIG_NAMES, DATA_FOLDER, DOMAIN_FOLDER, DOMAIN_NAMES


def did_change(server: TeachbackServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Take in what changed on disk; what makes a folder a project is a reason to look for new ones."""
    paths = [path for event in params.changes if (path := path_of(event.uri))]
    server.kernel.change(lambda workspace: workspace.refresh(paths))
    created = (path_of(event.uri) for event in params.changes if event.type is types.FileChangeType.Created)
    if any(path and _marks_a_project(PurePosixPath(path)) for path in created):
        server.start(server.reading.read_folders(server.settings.folders))


def _marks_a_project(path: PurePosixPath) -> bool:
    return path.name in (*DOMAIN_NAMES, *CONFIG_NAMES) or not {DATA_FOLDER, DOMAIN_FOLDER}.isdisjoint(path.parts)

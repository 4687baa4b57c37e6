"""``workspace/didChangeWorkspaceFolders``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lsprotocol import types

from teachback.lsp.methods.configuration import pull
from teachback.lsp.server import TeachbackServer
from teachback.lsp.uris import path_of


def did_change(server: TeachbackServer, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Forget the projects of folders that went, read those of folders that came."""
    gone = {Path(path) for folder in params.event.removed if (path := path_of(folder.uri))}
    kept = [folder for folder in server.settings.folders if folder not in gone]
    fresh = [Path(path) for folder in params.event.added if (path := path_of(folder.uri))]
    server.settings = replace(server.settings, folders=tuple(dict.fromkeys((*kept, *fresh))))
    for folder in gone:
        server.reading.forget_below(folder, kept)
        server.kernel.change(lambda workspace, folder=folder: workspace.drop_below(folder, kept))
    server.start(_read(server, fresh))


async def _read(server: TeachbackServer, fresh: list[Path]) -> None:
    with server.reading.pending():
        if server.client.configuration:
            await pull(server)
        await server.reading.read_folders(fresh)
        for uri in tuple(server.documents):
            await server.reading.claim(uri)

"""``initialize``, ``initialized`` and ``shutdown``."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from lsprotocol import types

from teachback.lsp.client import ClientSupport
from teachback.lsp.methods.configuration import pull
from teachback.lsp.registration import register
from teachback.lsp.server import TeachbackServer
from teachback.lsp.uris import path_of, uri_of

_SOON = (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_COMPLETION)
"""What comes as soon as somebody types."""

PATIENCE = 2.0
"""Seconds for which the first reading waits for the client's settings. Later ones count when they come."""


def initialize(server: TeachbackServer, params: types.InitializeParams) -> None:
    """Learn what the client can do and which folders it has open; nothing is read yet."""
    server.meet(ClientSupport.of(params.capabilities))
    folders = tuple(path for folder in _folders(params) if (path := path_of(folder)))
    server.settings = replace(server.settings, folders=tuple(map(Path, folders)))
    own = params.initialization_options
    server.settings = server.settings.with_section(None, own).with_engine(own).with_action_server(own)


def initialized(server: TeachbackServer, params: types.InitializedParams) -> None:
    """Begin to read."""
    del params
    server.start(_begin(server))


def shutdown(server: TeachbackServer, params: None) -> None:
    """Stop what is under way; ``exit`` follows."""
    del params
    server.stop_background()


async def _begin(server: TeachbackServer) -> None:
    with server.reading.pending():
        server.start(register(server))
        for method in _SOON:
            server.protocol.prepare(method)
            await asyncio.sleep(0)
        if server.client.configuration:
            asking = asyncio.ensure_future(pull(server))
            await asyncio.wait([asking], timeout=PATIENCE)
        server.live.follow(server.settings.live)
        await server.reading.read_folders(server.settings.folders)
        for uri in tuple(server.documents):
            await server.reading.claim(uri)
    server.publication.tell_status()


def _folders(params: types.InitializeParams) -> list[str]:
    """The URIs of the folders; ``rootUri`` and ``rootPath`` are the older ways to say it."""
    if params.workspace_folders:
        return [folder.uri for folder in params.workspace_folders]
    if params.root_uri:
        return [params.root_uri]
    return [uri_of(Path(params.root_path).as_posix())] if params.root_path else []

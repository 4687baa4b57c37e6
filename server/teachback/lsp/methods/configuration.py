"""``workspace/didChangeConfiguration``, and the settings that the client is asked for."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from teachback.lsp.server import TeachbackServer
from teachback.lsp.settings import SECTION
from teachback.lsp.uris import uri_of

logger = logging.getLogger(__name__)


def did_change(server: TeachbackServer, params: types.DidChangeConfigurationParams) -> None:
    """Ask for the settings, or take the ones sent along by a client that cannot be asked."""
    if server.client.configuration:
        server.start(pull(server))
    elif isinstance(params.settings, Mapping):
        section = cast("Mapping[str, object]", params.settings).get(SECTION)
        _take(server, None, section)
        _follow(server)


async def pull(server: TeachbackServer) -> None:
    """Ask for the settings of every folder, and of what lies in none."""
    scopes: list[Path | None] = [*server.settings.folders, None]
    items = [types.ConfigurationItem(uri_of(scope.as_posix()) if scope else None, SECTION) for scope in scopes]
    try:
        sections = await server.workspace_configuration_async(types.ConfigurationParams(items))
    except JsonRpcException as refusal:
        logger.warning("the client did not give its settings: %s", refusal.message)
        return
    for scope, section in zip(scopes, sections, strict=False):
        _take(server, scope, section)
    _follow(server)


def _take(server: TeachbackServer, scope: Path | None, section: object) -> None:
    server.settings = server.settings.with_section(scope, section)
    if scope is None and server.client.guards_engine:
        server.settings = server.settings.with_engine(section)


def _follow(server: TeachbackServer) -> None:
    settings = server.settings
    server.live.follow(settings.live)
    server.kernel.change(lambda workspace: workspace.configure(settings.options_for))

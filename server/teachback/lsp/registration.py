"""What the server asks the client to watch."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from teachback.lsp.server import TeachbackServer
from teachback.lsp.settings import SECTION

logger = logging.getLogger(__name__)

WATCHED = "**/*.{md,yml,yaml}"


async def register(server: TeachbackServer) -> None:
    """Register for changes of files and settings where the client lets itself be asked at run time."""
    registrations = list(_registrations(server))
    if not registrations:
        return
    try:
        await server.client_register_capability_async(types.RegistrationParams(registrations))
    except JsonRpcException as refusal:
        logger.warning("the client does not watch files or settings: %s", refusal.message)


def _registrations(server: TeachbackServer) -> Iterator[types.Registration]:
    if server.client.registers_watchers:
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
        yield types.Registration(f"teachback.{method}", method, options)
    if server.client.registers_configuration:
        method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
        options = types.DidChangeConfigurationRegistrationOptions(SECTION)
        yield types.Registration(f"teachback.{method}", method, options)

"""Which method of the protocol is served by what."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from importlib import import_module
from typing import Any

from lsprotocol import types

from teachback.lsp.benches import MakeBench, bench
from teachback.lsp.methods import configuration, lifecycle, synchronization, watched_files, workspace_folders
from teachback.lsp.server import TeachbackServer

Handler = Callable[[TeachbackServer, Any], Any]

# Dealt with at once and in order, on the event loop.
NOTIFICATIONS: Mapping[str, Handler] = {
    types.INITIALIZE: lifecycle.initialize,
    types.INITIALIZED: lifecycle.initialized,
    types.SHUTDOWN: lifecycle.shutdown,
    types.TEXT_DOCUMENT_DID_OPEN: synchronization.did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: synchronization.did_change,
    types.TEXT_DOCUMENT_DID_CLOSE: synchronization.did_close,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: configuration.did_change,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: watched_files.did_change,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: workspace_folders.did_change,
}

# Answered when the kernel has an answer, and until then open to cancelling. Module and function in ``methods``: they
# need the kernel, which is not loaded before ``initialize`` has been answered.
REQUESTS: Mapping[str, tuple[str, str]] = {
    types.TEXT_DOCUMENT_CODE_ACTION: ("code_action", "offer"),
    types.CODE_ACTION_RESOLVE: ("code_action", "resolve"),
    types.TEXT_DOCUMENT_DIAGNOSTIC: ("diagnostic", "of_document"),
    types.TEXT_DOCUMENT_HOVER: ("hover", "show"),
    types.WORKSPACE_DIAGNOSTIC: ("diagnostic", "of_workspace"),
    types.WORKSPACE_EXECUTE_COMMAND: ("execute_command", "execute"),
    "teachback/graph": ("graph", "graph"),
    "teachback/teach/start": ("teach_start", "start"),
    "teachback/teach/answer": ("teach_answer", "answer"),
    "teachback/teach/stop": ("teach_stop", "stop"),
    "teachback/teach/undo": ("teach_undo", "undo"),
    "teachback/teach/fork": ("teach_fork", "fork"),
    "teachback/teach/restart": ("teach_restart", "restart"),
    "teachback/teach/export": ("teach_export", "export"),
    "teachback/teach/conversations": ("teach_conversations", "conversations"),
    "teachback/teach/resumable": ("teach_resumable", "resumable"),
}

# Answered on the event loop, from what is known, whatever the kernel is busy with: what is typed waits for nobody. The
# modules are light, and not loaded before ``initialize`` has been answered either.
AT_ONCE: Mapping[str, tuple[str, str]] = {types.TEXT_DOCUMENT_COMPLETION: ("completion", "offer")}

OPTIONS: Mapping[str, object] = {
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(trigger_characters=[" ", '"', "(", ":", "{"]),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(
        code_action_kinds=[types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite], resolve_provider=True
    ),
    types.TEXT_DOCUMENT_DIAGNOSTIC: types.DiagnosticOptions(
        identifier="teachback", inter_file_dependencies=True, workspace_diagnostics=True
    ),
}


def create_server(make_bench: MakeBench = bench) -> TeachbackServer:
    """A server that serves every method above."""
    server = TeachbackServer(make_bench)
    for method, notified in NOTIFICATIONS.items():
        server.feature(method)(_bound(server, notified))
    for method, (module, function) in REQUESTS.items():
        server.feature(method, OPTIONS.get(method))(_answering(server, module, function))
    for method, (module, function) in AT_ONCE.items():
        server.feature(method, OPTIONS.get(method))(_answering_at_once(server, module, function))
    return server


def _bound(server: TeachbackServer, handler: Handler) -> Callable[[Any], None]:
    def handle(params: Any = None) -> None:  # noqa: ANN401 - typed by the method
        handler(server, params)

    return handle


def _answering(server: TeachbackServer, module: str, function: str) -> Callable[[Any], Coroutine[Any, Any, Any]]:
    async def handle(params: Any = None) -> Any:  # noqa: ANN401 - typed by the method
        handler: Handler = getattr(await server.kernel.load(f"teachback.lsp.methods.{module}"), function)
        return await handler(server, params)

    return handle


def _answering_at_once(
    server: TeachbackServer, module: str, function: str
) -> Callable[[Any], Coroutine[Any, Any, Any]]:
    async def handle(params: Any = None) -> Any:  # noqa: ANN401 - typed by the method
        handler: Handler = getattr(import_module(f"teachback.lsp.methods.{module}"), function)
        return await handler(server, params)

    return handle

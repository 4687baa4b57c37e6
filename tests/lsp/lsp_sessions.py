"""A real server over real stdio, and a client that remembers what it was told."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import attrs
from lsp_projects import Fixture
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

PATIENCE = 60.0
SERVER = (sys.executable, "-m", "teachback", "lsp")

VSCODE = "visual-studio-code"
NEOVIM = "neovim@v0.10"


def pulling(capabilities: types.ClientCapabilities, *, related: bool = False) -> types.ClientCapabilities:
    """The same client, pulling diagnostics."""
    assert capabilities.text_document
    assert capabilities.workspace
    pull = types.DiagnosticClientCapabilities(related_document_support=related)
    refresh = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    return attrs.evolve(
        capabilities,
        text_document=attrs.evolve(capabilities.text_document, diagnostic=pull),
        workspace=attrs.evolve(capabilities.workspace, diagnostics=refresh),
    )


def announcing(capabilities: types.ClientCapabilities) -> types.ClientCapabilities:
    """The same client, with the extension for Teachback."""
    return attrs.evolve(capabilities, experimental={"teachback": {"prompts": True}})


def guarding(capabilities: types.ClientCapabilities) -> types.ClientCapabilities:
    """The same client, with prompts, and settings of the engine that no folder can change."""
    return attrs.evolve(capabilities, experimental={"teachback": {"prompts": True, "guardsEngine": True}})


class Session:
    """What one client has seen and can do."""

    def __init__(self, client: LanguageClient, fixture: Fixture) -> None:
        self.client = client
        self.fixture = fixture
        self.published: list[types.PublishDiagnosticsParams] = []
        self.statuses: list[Mapping[str, Any]] = []
        self.registrations: list[types.Registration] = []
        self.questions: list[types.ShowMessageRequestParams] = []
        self.answers: list[str] = []
        self.applied: list[types.ApplyWorkspaceEditParams] = []
        self.updates: list[Any] = []
        self.previewed: list[Any] = []
        self.accepts = True
        self.refreshes = 0
        self.initialized: types.InitializeResult | None = None
        self._news = asyncio.Event()

    def told(self) -> None:
        self._news.set()

    async def until(self, holds: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until something that the server says makes a condition true; for so many seconds at the most."""

        async def wait() -> None:
            while not holds():
                self._news.clear()
                await self._news.wait()

        await asyncio.wait_for(wait(), patience)

    def shown(self, name: str) -> Sequence[types.Diagnostic]:
        """The diagnostics that were pushed last for a file."""
        return next((each.diagnostics for each in reversed(self.published) if each.uri == self.fixture.uri(name)), ())

    def codes(self, name: str) -> list[str]:
        return sorted({str(each.code) for each in self.shown(name)})

    async def contradictory(self, *names: str) -> None:
        """Wait until the files show a contradiction."""
        await self.until(lambda: all("contradictory-stories" in self.codes(name) for name in names))

    async def calm(self, *names: str) -> None:
        """Wait until the files, which showed something, show no contradiction any more."""
        await self.until(lambda: not any("contradictory-stories" in self.codes(name) for name in names))

    def open(self, name: str, text: str | None = None, version: int = 1) -> str:
        uri = name if ":" in name else self.fixture.uri(name)
        content = self.fixture.text(name) if text is None else text
        item = types.TextDocumentItem(uri, "markdown" if name.endswith("md") else "yaml", version, content)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, version: int, text: str, place: types.Range | None = None) -> None:
        change = (
            types.TextDocumentContentChangeWholeDocument(text)
            if place is None
            else types.TextDocumentContentChangePartial(place, text)
        )
        identifier = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def pull(self, uri: str, previous: str | None = None) -> types.DocumentDiagnosticReport:
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), previous_result_id=previous)
        return await asyncio.wait_for(self.client.text_document_diagnostic_async(params), PATIENCE)

    async def actions(
        self, uri: str, at: types.Position, only: Sequence[types.CodeActionKind] | None = None
    ) -> dict[str, types.CodeAction | types.Command]:
        context = types.CodeActionContext([], only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(at, at), context)
        offered = await asyncio.wait_for(self.client.text_document_code_action_async(params), PATIENCE)
        return {action.title: action for action in offered or ()}

    async def resolve(self, action: types.CodeAction | types.Command) -> types.WorkspaceEdit:
        assert isinstance(action, types.CodeAction)
        edit = (await asyncio.wait_for(self.client.code_action_resolve_async(action), PATIENCE)).edit
        assert edit is not None
        return edit

    async def execute(self, command: types.Command) -> object:
        params = types.ExecuteCommandParams(command.command, command.arguments)
        return await asyncio.wait_for(self.client.workspace_execute_command_async(params), PATIENCE)

    async def ask(self, method: str, params: object) -> Any:
        """Send a request of Teachback's own; the answer as plain JSON."""
        answer = await asyncio.wait_for(self.client.protocol.send_request_async(method, params), PATIENCE)
        return plain(answer)


def plain(value: Any) -> Any:
    """What pygls makes of JSON that it has no type for (named tuples), as JSON again."""
    if hasattr(value, "_asdict"):
        return {key: plain(each) for key, each in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in cast("Sequence[Any]", value)]
    return value


@asynccontextmanager
async def session(
    fixture: Fixture,
    capabilities: str | types.ClientCapabilities = VSCODE,
    *,
    folders: Sequence[Path] | None = None,
    configuration: Mapping[str, object] | None = None,
    server: Sequence[str] = SERVER,
) -> AsyncGenerator[Session]:
    """A client in a session with a server of its own; leaving it shuts the server down."""
    client = LanguageClient(converter_factory=_converter, configuration={"": {"teachback": configuration or {}}})
    held = Session(client, fixture)
    register_lsp_features(client, _features(held))
    cache = fixture.folder.parent / "cache"
    await client.start_io(  # pyright: ignore[reportUnknownMemberType] - untyped arguments
        *server, env=os.environ | {"XDG_CACHE_HOME": cache.as_posix()}
    )
    known = client_capabilities(capabilities) if isinstance(capabilities, str) else capabilities
    opened = [fixture.folder] if folders is None else folders
    params = types.InitializeParams(
        capabilities=known,
        workspace_folders=[types.WorkspaceFolder(Fixture(folder).uri(), folder.name) for folder in opened],
    )
    held.initialized = await asyncio.wait_for(client.initialize_session(params), PATIENCE)
    try:
        yield held
    finally:
        await asyncio.wait_for(client.shutdown_session(), PATIENCE)
        await client.stop()
    assert not client.messages, "nothing pops up unless a test has taken it out of the list"


def _features(held: Session) -> dict[str, Any]:
    def published(client: LanguageClient, params: types.PublishDiagnosticsParams) -> None:
        del client
        held.published.append(params)
        held.told()

    def asked(client: LanguageClient, params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        del client
        held.questions.append(params)
        held.told()
        return types.MessageActionItem(held.answers.pop(0)) if held.answers else None

    def applied(client: LanguageClient, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        del client
        held.applied.append(params)
        held.told()
        return types.ApplyWorkspaceEditResult(applied=True)

    def registered(client: LanguageClient, params: types.RegistrationParams) -> None:
        del client
        held.registrations.extend(params.registrations)
        held.told()

    def refreshed(client: LanguageClient, params: None) -> None:
        del client, params
        held.refreshes += 1
        held.told()

    def status(client: LanguageClient, params: Any) -> None:
        del client
        held.statuses.append(plain(params))
        held.told()

    def messaged(client: LanguageClient, params: types.ShowMessageParams) -> None:
        client.messages.append(params)
        held.told()

    def showed(client: LanguageClient, params: types.ShowDocumentParams) -> types.ShowDocumentResult:
        client.shown_documents.append(params)
        held.told()
        return types.ShowDocumentResult(success=True)

    return {
        **DEFAULT_CLIENT_FEATURES,
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: published,
        types.WINDOW_SHOW_MESSAGE_REQUEST: asked,
        types.WINDOW_SHOW_MESSAGE: messaged,
        types.WINDOW_SHOW_DOCUMENT: showed,
        types.WORKSPACE_APPLY_EDIT: applied,
        types.CLIENT_REGISTER_CAPABILITY: registered,
        types.WORKSPACE_DIAGNOSTIC_REFRESH: refreshed,
        "teachback/status": status,
        **_learning_features(held),
    }


def _learning_features(held: Session) -> dict[str, Any]:
    def updated(client: LanguageClient, params: Any) -> None:
        del client
        held.updates.append(plain(params))
        held.told()

    def previewed(client: LanguageClient, params: Any) -> dict[str, bool]:
        del client
        held.previewed.append(plain(params))
        held.told()
        return {"applied": held.accepts}

    return {"teachback/teach/update": updated, "teachback/teach/apply": previewed}


def _converter() -> Any:
    """lsprotocol takes a code action that has a command for a bare command; tell them apart as the protocol does."""
    converter = default_converter()

    def action_or_command(json: Any, _: object) -> types.CodeAction | types.Command:
        bare = isinstance(json.get("command"), str)
        return converter.structure(json, types.Command if bare else types.CodeAction)

    converter.register_structure_hook(types.Command | types.CodeAction, action_or_command)
    return converter

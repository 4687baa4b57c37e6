"""The hover at an action of a story."""

from __future__ import annotations

from pathlib import Path

from lsp_projects import CONTRADICTION, Fixture, write_project
from lsp_sessions import VSCODE, Session, session
from lsprotocol import types
from pytest_lsp import client_capabilities


async def hovered(held: Session, fixture: Fixture, at: types.Position) -> types.Hover | None:
    document = types.TextDocumentIdentifier(fixture.uri("data/one.md"))
    return await held.client.text_document_hover_async(types.HoverParams(document, at))


async def test_an_action_is_shown_with_its_probability(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, client_capabilities(VSCODE)) as held:
        await held.contradictory("data/one.md")
        hover = await hovered(held, fixture, fixture.here())
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert hover.contents.value.startswith("**`action_bye` 0.")
        assert hover.range == types.Range(types.Position(4, 4), types.Position(4, 14))


async def test_a_header_says_nothing(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, client_capabilities(VSCODE)) as held:
        await held.contradictory("data/one.md")
        assert await hovered(held, fixture, types.Position(0, 3)) is None

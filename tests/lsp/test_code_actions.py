from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest
from lsp_projects import CONTRADICTION, write_project
from lsp_sessions import NEOVIM, VSCODE, announcing, session
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import client_capabilities

from teachback.text.document import Document
from teachback.text.edits import Edit, apply_edits
from teachback.text.positions import Encoding, Position, Range

AnyEdit = types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit

ALL = "Use action_bye in all 2 stories"
QUICK = types.CodeActionKind.QuickFix


def applied(text: str, edits: Sequence[AnyEdit], encoding: Encoding = Encoding.UTF16) -> str:
    """A text after edits, worked out without the server."""
    document = Document(text)
    made: list[Edit] = []
    for edit in edits:
        assert not isinstance(edit, types.SnippetTextEdit)
        start, end = edit.range.start, edit.range.end
        place = Range(Position(start.line, start.character), Position(end.line, end.character))
        made.append(Edit(document.lines.span(place, encoding), edit.new_text))
    return apply_edits(text, made)


def with_code_actions(**changes: object) -> types.ClientCapabilities:
    """VS Code with other abilities for code actions."""
    capabilities = client_capabilities(VSCODE)
    assert capabilities.text_document
    assert capabilities.text_document.code_action
    actions = attrs.evolve(capabilities.text_document.code_action, **changes)
    return attrs.evolve(capabilities, text_document=attrs.evolve(capabilities.text_document, code_action=actions))


async def test_a_fix_is_offered_on_its_finding_and_computed_when_it_is_chosen(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md")
        uri = held.open("data/one.md", version=3)
        offered = await held.actions(uri, fixture.here())
        action = offered[ALL]
        assert isinstance(action, types.CodeAction)
        assert action.kind == QUICK
        assert action.diagnostics
        assert action.diagnostics[0].code == "contradictory-stories"
        assert action.edit is None
        edit = await held.resolve(action)
        assert edit.document_changes
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.uri == fixture.uri("data/two.md")
        assert change.text_document.version is None
        assert applied(fixture.text("data/two.md"), change.edits) == fixture.text("data/two.md").replace("wave", "bye")


async def test_the_edit_of_an_open_file_bears_its_version(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md")
        held.open("data/two.md", version=12)
        uri = held.open("data/one.md")
        edit = await held.resolve((await held.actions(uri, fixture.here()))[ALL])
        assert edit.document_changes
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.version == 12


async def test_a_client_that_cannot_resolve_gets_the_edit_at_once(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, with_code_actions(resolve_support=None)) as held:
        await held.contradictory("data/one.md")
        action = (await held.actions(held.open("data/one.md"), fixture.here()))[ALL]
        assert isinstance(action, types.CodeAction)
        assert action.edit


async def test_a_client_without_versioned_edits_gets_plain_ones(tmp_path: Path) -> None:
    capabilities = with_code_actions()
    assert capabilities.workspace
    plain = attrs.evolve(capabilities.workspace, workspace_edit=None)
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, attrs.evolve(capabilities, workspace=plain)) as held:
        await held.contradictory("data/one.md")
        edit = await held.resolve((await held.actions(held.open("data/one.md"), fixture.here()))[ALL])
        assert edit.document_changes is None
        assert edit.changes
        assert list(edit.changes) == [fixture.uri("data/two.md")]


async def test_a_client_that_knows_commands_only_has_the_edit_applied(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, with_code_actions(code_action_literal_support=None)) as held:
        await held.contradictory("data/one.md")
        command = (await held.actions(held.open("data/one.md"), fixture.here()))[ALL]
        assert isinstance(command, types.Command)
        assert await held.execute(command) is None
        await held.until(lambda: bool(held.applied))
        assert held.applied[0].edit.document_changes


async def test_places_are_found_anew_after_the_text_has_moved(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md")
        uri = held.open("data/one.md")
        action = (await held.actions(uri, fixture.here()))["Use action_wave in all 2 stories"]
        held.change(uri, 2, "\n\n", types.Range(types.Position(0, 0), types.Position(0, 0)))
        edit = await held.resolve(action)
        assert edit.document_changes
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.version == 2
        text = "\n\n" + fixture.text("data/one.md")
        assert applied(text, change.edits) == text.replace("action_bye", "action_wave")


async def test_a_fix_whose_finding_is_gone_is_refused(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md")
        uri = held.open("data/one.md")
        offered = await held.actions(uri, fixture.here())
        held.change(uri, 2, "## first\n* greet\n  - action_hello\n")
        for title in (ALL, next(each for each in offered if each.startswith("Teach next action:"))):
            with pytest.raises(JsonRpcException) as refused:
                await held.resolve(offered[title])
            assert refused.value.code == -32801


async def test_stale_diagnostics_of_the_client_are_not_believed(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md")
        uri = held.open("data/one.md")
        stale = [each for each in held.shown("data/one.md") if each.code == "contradictory-stories"]
        held.change(uri, 2, "\n\n", types.Range(types.Position(0, 0), types.Position(0, 0)))
        at = types.Position(fixture.here().line + 2, fixture.here().character)
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(uri), types.Range(at, at), types.CodeActionContext(stale)
        )
        offered = {each.title: each for each in await held.client.text_document_code_action_async(params) or ()}
        edit = await held.resolve(offered["Use action_wave in all 2 stories"])
        assert edit.document_changes
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        text = "\n\n" + fixture.text("data/one.md")
        assert applied(text, change.edits) == text.replace("action_bye", "action_wave")


async def test_going_to_the_other_story_shows_the_document(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, NEOVIM) as held:
        uri = held.open("data/one.md")
        await held.pull(uri)
        offered = await held.actions(uri, fixture.here())
        action = next(each for title, each in offered.items() if title.startswith("Go to"))
        assert isinstance(action, types.CodeAction)
        assert action.command
        await held.execute(action.command)
        await held.until(lambda: bool(held.client.shown_documents))
        shown = held.client.shown_documents[0]
        assert shown.uri == fixture.uri("data/two.md")
        assert shown.selection
        assert shown.selection.start == fixture.at("data/two.md", "action_wave")


async def test_a_client_that_cannot_show_documents_is_told_the_place(tmp_path: Path) -> None:
    capabilities = client_capabilities(VSCODE)
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, attrs.evolve(capabilities, window=None)) as held:
        place = types.Range(types.Position(4, 0), types.Position(4, 1))
        await held.execute(types.Command("x", "teachback.goto", arguments=[fixture.uri("data/two.md"), place]))
        await held.until(lambda: bool(held.client.messages))
        assert held.client.messages.pop().message == f"{fixture.path('data/two.md')}:5"


KINDS: Sequence[tuple[list[types.CodeActionKind] | None, bool, bool]] = (
    (None, True, True),
    ([QUICK], True, False),
    ([types.CodeActionKind.Refactor], False, True),
    ([types.CodeActionKind.RefactorRewrite], False, True),
    ([types.CodeActionKind.Source], False, False),
    ([types.CodeActionKind.Empty], True, True),
)


async def test_only_kinds_that_were_asked_for_are_offered(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md")
        uri = held.open("data/one.md")
        for only, quick, rewrite in KINDS:
            assert (ALL in await held.actions(uri, fixture.here(), only)) is quick, only
            elsewhere = await held.actions(uri, fixture.at("data/one.md", "greet"), only)
            assert ("Teach next action…" in elsewhere) is rewrite, only


async def test_on_a_contradiction_teaching_is_a_quick_fix_of_it(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, announcing(client_capabilities(VSCODE))) as held:
        await held.contradictory("data/one.md")
        action = (await held.actions(held.open("data/one.md"), fixture.here(), [QUICK]))["Teach next action…"]
        assert isinstance(action, types.CodeAction)
        assert action.diagnostics
        assert action.command
        assert action.command.command == "teachback.teachNextAction"
        place = {"line": fixture.here().line, "character": fixture.here().character}
        assert list(action.command.arguments or ()) == [fixture.uri("data/one.md"), place]


async def test_no_action_is_offered_where_there_is_no_story(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md")
        assert not await held.actions(held.open("config.yml"), types.Position(0, 0))
        assert not await held.actions("untitled:Untitled-1", types.Position(0, 0))

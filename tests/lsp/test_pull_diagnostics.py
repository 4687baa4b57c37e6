from __future__ import annotations

import asyncio
from pathlib import Path

from lsp_projects import CONTRADICTION, Fixture, write_project
from lsp_sessions import NEOVIM, VSCODE, Session, pulling, session
from lsprotocol import types
from pytest_lsp import client_capabilities

FULL = types.RelatedFullDocumentDiagnosticReport
UNCHANGED = types.RelatedUnchangedDocumentDiagnosticReport


def codes(report: object) -> set[object]:
    assert isinstance(report, FULL | types.FullDocumentDiagnosticReport | types.WorkspaceFullDocumentDiagnosticReport)
    return {each.code for each in report.items}


async def workspace(held: Session, previous: dict[str, str] | None = None) -> dict[str, object]:
    ids = [types.PreviousResultId(uri, value) for uri, value in (previous or {}).items()]
    report = await held.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(ids))
    return {item.uri: item for item in report.items}


async def test_a_pull_waits_for_the_first_reading_and_then_knows_all(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, pulling(client_capabilities(VSCODE))) as held:
        assert held.initialized
        provider = held.initialized.capabilities.diagnostic_provider
        assert isinstance(provider, types.DiagnosticOptions)
        assert provider.inter_file_dependencies
        assert provider.workspace_diagnostics
        assert "contradictory-stories" in codes(await held.pull(held.open("data/one.md")))
        assert not held.published


async def test_a_pull_for_the_result_that_the_client_has_is_unchanged(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION), NEOVIM) as held:
        uri = held.open("data/one.md")
        first = await held.pull(uri)
        assert isinstance(first, FULL)
        second = await held.pull(uri, first.result_id)
        assert isinstance(second, UNCHANGED)
        assert second.result_id == first.result_id
        held.change(uri, 2, "## first\n* greet\n  - action_hello\n")
        third = await held.pull(uri, first.result_id)
        assert codes(third) == set()


async def test_diagnostics_of_another_file_are_told_by_a_refresh(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION.replace("action_wave", "action_bye"))
    async with session(fixture, pulling(client_capabilities(VSCODE))) as held:
        uri = held.open("data/one.md")
        await held.pull(uri)
        before = held.refreshes
        held.change(uri, 2, held.fixture.text("data/one.md").replace("action_bye", "action_wave"))
        await held.until(lambda: held.refreshes > before)
        assert "contradictory-stories" in codes(await held.pull(fixture.uri("data/two.md")))


async def test_news_of_other_files_come_along_where_the_client_takes_them(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION.replace("action_wave", "action_bye"))
    async with session(fixture, pulling(client_capabilities(VSCODE), related=True)) as held:
        uri = held.open("data/one.md")
        await held.pull(uri)
        held.change(uri, 2, held.fixture.text("data/one.md").replace("action_bye", "action_wave"))
        report = await held.pull(uri)
        assert isinstance(report, FULL)
        assert report.related_documents
        assert codes(report.related_documents[fixture.uri("data/two.md")]) == {"contradictory-stories"}


async def test_the_workspace_is_pulled_as_a_whole(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, pulling(client_capabilities(VSCODE))) as held:
        found = await workspace(held)
        assert codes(found[fixture.uri("data/one.md")]) == {"contradictory-stories"}
        known = {uri: str(getattr(item, "result_id", "")) for uri, item in found.items()}
        again = await workspace(held, known)
        assert {type(item) for item in again.values()} == {types.WorkspaceUnchangedDocumentDiagnosticReport}
        held.open("data/one.md", "## first\n* greet\n  - action_hello\n", version=7)
        after = await workspace(held, known)
        assert codes(after[fixture.uri("data/one.md")]) == set()
        assert getattr(after[fixture.uri("data/one.md")], "version", None) == 7
        assert codes(after[fixture.uri("data/two.md")]) == set()


async def test_documents_that_belong_to_no_project_have_no_diagnostics(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION), NEOVIM) as held:
        for uri in ("untitled:Untitled-1", "vscode-vfs://github/a/b.md", "git:/a/b.md?ref", "file:///no/such/file.md"):
            held.open(uri, "## x\n* greet\n  - action_bye\n")
            assert codes(await held.pull(uri)) == set()
        held.change("untitled:Untitled-1", 2, "\n", types.Range(types.Position(0, 0), types.Position(1, 0)))
        assert codes(await held.pull("untitled:Untitled-1")) == set()


async def test_the_answer_is_of_the_latest_text_however_fast_one_types(tmp_path: Path) -> None:
    fixture: Fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, NEOVIM) as held:
        uri = held.open("data/one.md")
        texts = [fixture.text("data/one.md").replace("action_bye", name) for name in ("action_bye", "action_wave") * 20]
        pulls: list[asyncio.Future[types.DocumentDiagnosticReport]] = []
        for version, text in enumerate(texts, 2):
            held.change(uri, version, text)
            pulls.append(asyncio.ensure_future(held.pull(uri)))
        reports = await asyncio.gather(*pulls)
        assert codes(reports[-1]) == set()
        assert all(codes(report) <= {"contradictory-stories"} for report in reports)

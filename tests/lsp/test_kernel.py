from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from lsp_projects import CONTRADICTION, write_project
from raw_pipe import in_process, notification

from teachback.checks.finding import FileEdit
from teachback.lsp.client import ClientSupport
from teachback.lsp.kernel import Kernel
from teachback.lsp.report import Overview
from teachback.lsp.workbench import Workbench
from teachback.lsp.worker import Check
from teachback.lsp.workspace import Workspace
from teachback.lsp.workspace_edits import workspace_edit
from teachback.project.options import Options
from teachback.text.document import Document
from teachback.text.edits import Edit
from teachback.text.spans import Span


def ignore(*_: object) -> None: ...


def workspace_of(folder: Path) -> tuple[Workspace, Workbench]:
    workspace = Workspace(ClientSupport(versioned_edits=True))
    bench = Workbench(folder, Options())
    bench.read(ignore)
    workspace.adopt(bench, Options())
    return workspace, bench


async def test_while_changes_keep_coming_only_the_last_is_followed_by_an_overview() -> None:
    told: list[Overview] = []
    last = asyncio.Event()

    def tell(overview: Overview) -> None:
        told.append(overview)
        last.set()

    kernel = Kernel(ClientSupport(), ignore, tell, ignore)
    free = threading.Event()
    kernel.change(lambda _: free.wait())
    for _ in range(10):
        kernel.change(ignore)
    free.set()
    await last.wait()
    await kernel.ask(ignore)
    assert len(told) == 1


async def test_the_last_of_several_keys_brings_a_report_and_an_overview_after_a_pause() -> None:
    told: list[object] = []
    last = asyncio.Event()

    def tell(overview: Overview) -> None:
        told.append(overview)
        last.set()

    kernel = Kernel(ClientSupport(), ignore, tell, lambda uri, _: told.append(uri))
    for key in "abc":
        kernel.change(ignore, touched=f"file:///{key}.md")
    await last.wait()
    await kernel.ask(ignore)
    assert told == ["file:///c.md", Overview()]


async def test_an_overview_that_is_out_of_date_when_it_arrives_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Overview] = []
    last, taken = asyncio.Event(), threading.Event()
    overview = Workspace.overview

    def signalling(workspace: Workspace, check: Check) -> Overview:
        try:
            return overview(workspace, check)
        finally:
            taken.set()

    def tell(overview: Overview) -> None:
        told.append(overview)
        last.set()

    monkeypatch.setattr(Workspace, "overview", signalling)
    kernel = Kernel(ClientSupport(), ignore, tell, ignore)
    kernel.change(ignore)
    taken.wait()  # on purpose with the loop at a standstill: the overview is there, but has not been told
    kernel.change(ignore)
    await last.wait()
    await kernel.ask(ignore)
    assert len(told) == 1


async def test_an_answer_is_asked_for_again_when_something_changed_meanwhile() -> None:
    kernel = Kernel(ClientSupport(), ignore, ignore, ignore)
    begun, go_on = threading.Event(), threading.Event()
    asked: list[int] = []

    def question(workspace: Workspace, check: object) -> int:
        del workspace, check
        asked.append(len(asked))
        begun.set()
        go_on.wait()
        return asked[-1]

    answer = asyncio.ensure_future(kernel.ask_latest(question))
    await asyncio.to_thread(begun.wait)
    kernel.change(ignore)
    go_on.set()
    assert await answer == 1


async def test_what_is_asked_aside_makes_way_for_a_change_and_is_asked_again_after_it() -> None:
    kernel = Kernel(ClientSupport(), ignore, ignore, ignore)
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def aside(workspace: Workspace, check: Check) -> str:
        del workspace
        done.append("aside")
        begun.set()
        go_on.wait()
        check()
        return "told"

    answer = asyncio.ensure_future(kernel.ask_aside(aside))
    await asyncio.to_thread(begun.wait)
    kernel.change(lambda _: done.append("change"))
    go_on.set()
    assert await answer == "told"
    assert done[:3] == ["aside", "change", "aside"]


async def test_two_questions_that_are_asked_aside_do_not_make_way_for_each_other() -> None:
    kernel = Kernel(ClientSupport(), ignore, ignore, ignore)
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def aside(name: str, check: Check) -> str:
        done.append(name)
        begun.set()
        go_on.wait()
        check()
        return name

    one = asyncio.ensure_future(kernel.ask_aside(lambda _, check: aside("one", check)))
    await asyncio.to_thread(begun.wait)
    other = asyncio.ensure_future(kernel.ask_aside(lambda _, check: aside("other", check)))
    await asyncio.sleep(0)
    go_on.set()
    assert await asyncio.gather(one, other) == ["one", "other"] == done


async def test_a_change_that_fails_costs_only_itself(caplog: pytest.LogCaptureFixture) -> None:
    kernel = Kernel(ClientSupport(), ignore, ignore, ignore)

    def fail(workspace: Workspace) -> None:
        raise RuntimeError(str(workspace.roots()))

    kernel.change(fail)
    assert await kernel.ask(lambda workspace, _: workspace.roots()) == ()
    assert "a change could not be taken in" in caplog.text


def test_a_project_that_cannot_be_inspected_does_not_silence_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    workspace, good = workspace_of(write_project(tmp_path / "good", CONTRADICTION).folder)
    bad = Workbench(write_project(tmp_path / "bad", CONTRADICTION).folder, Options())
    workspace.adopt(bad, Options())

    def fail() -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(bad, "inspection", fail)
    overview = workspace.overview()
    assert {Path(uri).parts[-3] for uri in overview.reports} == {"good"}
    assert overview.contradictions == 1
    assert str(bad.root) in caplog.text
    assert good.last_reports


def test_what_did_not_change_keeps_its_report(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION + "//- data/three.md\n## third\n* oops\n  - action_bye\n")
    workspace, bench = workspace_of(fixture.folder)
    before = workspace.overview().reports
    workspace.put_text(fixture.uri("data/one.md"), Document("## first\n* greet\n  - action_hello\n", 1))
    after = workspace.overview().reports
    assert after[fixture.uri("data/three.md")] is before[fixture.uri("data/three.md")]
    assert fixture.uri("data/two.md") not in after
    workspace.put_text(fixture.uri("data/one.md"), Document(fixture.text("data/one.md"), 2))
    again = workspace.overview().reports[fixture.uri("data/two.md")]
    assert again.diagnostics == before[fixture.uri("data/two.md")].diagnostics
    assert again.result_id != before[fixture.uri("data/two.md")].result_id
    assert bench.last_reports


def test_a_file_that_is_not_utf_8_is_never_written(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    (fixture.folder / "data/two.md").write_bytes(b"## second\n* greet\n  - action_\xff\n")
    workspace, bench = workspace_of(fixture.folder)
    edit = FileEdit(fixture.path("data/two.md"), Edit(Span(0, 1), ""))
    with pytest.raises(ValueError, match="not UTF-8"):
        workspace_edit([edit], workspace.view(bench))
    with pytest.raises(LookupError, match="not part of the project"):
        workspace_edit([FileEdit("/elsewhere.md", edit.edit)], workspace.view(bench))


async def test_preparing_to_train_makes_way_for_a_change() -> None:
    async with in_process() as held:
        begun, free = threading.Event(), threading.Event()
        blocked = asyncio.ensure_future(held.server.kernel.ask(lambda _, __: (begun.set(), free.wait())))
        await asyncio.to_thread(begun.wait)
        preparation = held.server.training.prepare()
        await asyncio.sleep(0)
        text = {"uri": "file:///a.md", "languageId": "markdown", "version": 1, "text": ""}
        held.send(notification("textDocument/didOpen", {"textDocument": text}))
        free.set()
        await blocked
        await asyncio.wait([preparation])
        assert preparation.cancelled()

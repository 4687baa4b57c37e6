"""What one edit costs, counted: stories followed, files read, diagnostics written, contradictions made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lsp_projects import BASICS, Fixture, write_project

from teachback.lsp.client import ClientSupport
from teachback.lsp.diagnostics import DiagnosticWriter
from teachback.lsp.workbench import Workbench
from teachback.lsp.workspace import Workspace
from teachback.policies import contradictions
from teachback.project.options import Options
from teachback.project.reading import Reader
from teachback.text.document import Document
from teachback.text.positions import Encoding, Position, Range

STORY = "## {0}\n* greet\n  - action_hello\n* bye\n  - {1}\n"
BOT = (
    BASICS
    + "".join(f"//- data/{name}.md\n{STORY.format(name, 'action_bye')}" for name in ("a", "b", "c"))
    + "//- data/d.md\n"
    + STORY.format("d", "action_wave")
    + "//- data/z.md\n"
    + "".join(STORY.format(f"z{number}", f"action_{number}").replace("greet", f"topic{number}") for number in range(40))
)


def nobody(done: int, total: int) -> None:
    del done, total


class Work:
    """A workspace that has been read and told of, and counts what it does from then on."""

    def __init__(self, fixture: Fixture, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fixture = fixture
        self.workspace = Workspace(ClientSupport(related_information=True))
        self.bench = Workbench(fixture.folder, Options())
        self.bench.read(nobody)
        self.workspace.adopt(self.bench, Options())
        self.texts = {name: Document(fixture.text(name), 1) for name in ("data/d.md", "data/z.md")}
        for name, text in self.texts.items():
            self.workspace.put_text(fixture.uri(name), text)
        self.told = self.workspace.overview().reports
        self.done: Counter[str] = Counter()
        self._count(monkeypatch, Reader, "read")
        self._count(monkeypatch, DiagnosticWriter, "of")
        self._count(monkeypatch, contradictions, "_make")
        self._walked = self.bench.inspection().facts.tables.walked

    def type(self, name: str, line: int, column: int, text: str) -> list[str]:
        """Put something into a file; the files about which there is news."""
        place = Position(line, column)
        document = self.texts[name] = self.texts[name].changed(Range(place, place), text, 2, Encoding.UTF16)
        self.workspace.put_text(self.fixture.uri(name), document)
        self.workspace.report(self.fixture.uri(name))
        before, self.told = self.told, self.workspace.overview().reports
        self.done["walked"] = self.bench.inspection().facts.tables.walked - self._walked
        return sorted(Path(uri).stem for uri, report in self.told.items() if report.result_id != before[uri].result_id)

    def _count(self, monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        counted: Callable[..., object] = getattr(owner, name)

        def counting(*arguments: object) -> object:
            self.done[name] += 1
            return counted(*arguments)

        monkeypatch.setattr(owner, name, counting)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(write_project(tmp_path / "bot", BOT), monkeypatch)


def test_an_edit_that_no_other_file_tells_of_costs_its_own_file(work: Work) -> None:
    here = len(work.bench.inspection().findings[work.fixture.path("data/z.md")])
    assert work.type("data/z.md", 1, 8, "x") == ["z"]
    assert work.done == {"read": 1, "walked": 1, "of": here}


def test_a_contradiction_that_changes_is_told_in_all_its_files_and_made_once(work: Work) -> None:
    assert work.type("data/d.md", 4, 15, "x") == ["a", "b", "c", "d"]
    assert work.done["_make"] == work.done["read"] == work.done["walked"] == 1


def test_a_story_that_moves_is_not_followed_again(work: Work) -> None:
    work.type("data/d.md", 0, 0, "\n")
    assert (work.done["walked"], work.done["_make"]) == (0, 0)


def test_what_is_said_of_other_stories_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = "".join(
        STORY.format(f"{name}{n}", action).replace("greet", f"topic{n}")
        for n in range(20)
        for name, action in (("a", "action_bye"), ("b", "action_wave"))
    )
    work = Work(
        write_project(
            tmp_path / "bot", BASICS + "//- data/d.md\n" + STORY.format("d", "action_d") + "//- data/z.md\n" + pairs
        ),
        monkeypatch,
    )
    assert work.type("data/z.md", 4, 0, " ") == ["z"]
    elsewhere = work.bench.inspection().findings.found(work.fixture.path("data/z.md")).elsewhere
    assert 0 < work.done["of"] - len(elsewhere) <= 2

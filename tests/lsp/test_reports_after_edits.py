"""After any edits, the diagnostics of every file are those that a fresh start writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from bots import CONFIG_1X, DOMAIN_1X
from teachback.checks.inspection import Inspection, Inspector
from teachback.lsp.client import ClientSupport
from teachback.lsp.client_view import ClientView
from teachback.lsp.report import Report
from teachback.lsp.reports import Reports
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.text.document import Document

ROOT = Path("/nowhere/bot")
FILES = ("data/a.md", "data/b.md")
STORY = "## {0}\n* greet\n- utter_{1}\n* affirm\n- utter_{2}\n\n"
# More stories than any finding lists, and some that do otherwise.
BOT = {
    "data/a.md": "".join(STORY.format(f"a{number}", "greet", "greet") for number in range(14)),
    "data/b.md": STORY.format("one", "greet", "hello") + STORY.format("two", "greet", "é"),
}
PIECES = (
    *("\n", "## six\n", "* greet\n", "* affirm\n", "- utter_greet\n", "- utter_hello\n", "> here\n", "é", "x", "\r\n"),
    *("  ", "## \U0001f600\n", "<!-- teachback: ignore contradictory-stories -->\n", "* greet OR affirm\n"),
    STORY.format("seven", "greet", "greet"),
)


class Typing(NamedTuple):
    """Text put in the place of a slice of a file: the place counts from the end."""

    file: str
    back: int
    length: int
    pieces: list[str]


typing = st.builds(
    Typing,
    st.sampled_from(FILES),
    st.integers(0, 700),
    st.integers(0, 30),
    st.lists(st.sampled_from(PIECES), max_size=2),
)


@settings(max_examples=150)
@given(st.lists(typing, min_size=1, max_size=8))
def test_reports_equal_those_of_a_fresh_start(edits: list[Typing]) -> None:
    texts = dict(BOT)
    project, inspector, reports = started(texts), Inspector(), Reports()
    written(inspector.inspect(project.snapshot), reports)
    for edit in edits:
        text = texts[edit.file]
        at = max(0, len(text) - edit.back)
        texts[edit.file] = text[:at] + "".join(edit.pieces) + text[at + edit.length :]
        snapshot = project.overlay((ROOT / edit.file).as_posix(), Document(texts[edit.file]))
        inspection = inspector.inspect(snapshot)
        typed_in = (ROOT / edit.file).as_posix()
        first = reports.of(typed_in, inspection, view_of(inspection))
        anew = written(Inspector().inspect(started(texts).snapshot), Reports())
        assert (first and parsed(first)) == anew.get(typed_in)
        assert written(inspection, reports) == anew


def test_a_line_end_in_a_comment_moves_what_follows_in_its_story() -> None:
    """The story says the same, at the same distance from its start."""
    texts = {**BOT, "data/b.md": "## one\n* greet\n<!-- a b -->\n- utter_hello\n## two\n* greet\n- utter_hello\n"}
    project, inspector, reports = started(texts), Inspector(), Reports()
    before = written(inspector.inspect(project.snapshot), reports)
    texts["data/b.md"] = texts["data/b.md"].replace("a b", "a\nb")
    snapshot = project.overlay((ROOT / "data/b.md").as_posix(), Document(texts["data/b.md"]))
    now = written(inspector.inspect(snapshot), reports)
    assert now == written(Inspector().inspect(started(texts).snapshot), Reports()) != before


def test_stories_of_which_nothing_is_told_leave_no_gap() -> None:
    texts = {**BOT, "data/b.md": "<!-- teachback: ignore contradictory-stories -->\n" + BOT["data/b.md"]}
    found = written(Inspector().inspect(started(texts).snapshot), Reports())
    assert found["/nowhere/bot/data/b.md"]
    stories = BOT["data/b.md"].replace("é", "greet")
    silenced = stories.replace("## ", "<!-- teachback: ignore contradictory-stories -->\n## ")
    inspection = Inspector().inspect(started({"data/b.md": silenced}).snapshot)
    assert len(inspection.facts.contradictions) == 1
    assert written(inspection, Reports()) == {}


def started(texts: Mapping[str, str]) -> Project:
    project = Project(ROOT, Options(3, (ROOT / "data",), (ROOT / "domain.yml",), (ROOT / "config.yml",)))
    for path, text in {"domain.yml": DOMAIN_1X, "config.yml": CONFIG_1X, **texts}.items():
        project.overlay((ROOT / path).as_posix(), Document(text))
    return project


def view_of(inspection: Inspection) -> ClientView:
    return ClientView(inspection.snapshot, ClientSupport(related_information=True), lambda path: f"file://{path}")


def written(inspection: Inspection, reports: Reports) -> dict[str, list[object]]:
    found = reports.of_all(inspection, view_of(inspection), lambda: None)
    return {path: parsed(report) for path, report in found.items()}


def parsed(report: Report) -> list[object]:
    return json.loads("".join(report.diagnostics.pieces()))

"""What was written of a file's diagnostics is taken over as long as it still holds."""

from __future__ import annotations

import json
from pathlib import Path

from bots import open_bot
from teachback.checks.finding import NOTHING_FOUND, Finding, Found, Related
from teachback.formats.problems import Severity
from teachback.lsp.client import ClientSupport
from teachback.lsp.client_view import ClientView
from teachback.lsp.diagnostics import DiagnosticWriter, Written
from teachback.project.project import Project
from teachback.project.sources import Location
from teachback.text.document import Document
from teachback.text.spans import Span

TEXT = "## one\n* greet\n  - utter_greet\n\n## two\n* greet\n  - utter_greet\n"
NOTHING = frozenset[int]()


def lines(written: Written) -> list[int]:
    """In which lines the diagnostics of a file begin, and the related places of each."""
    told = json.loads("".join(written.all().pieces()))
    places = [
        [each["range"], *(other["location"]["range"] for other in each.get("relatedInformation", ()))] for each in told
    ]
    return [place["start"]["line"] for found in places for place in found]


def write(project: Project, found: tuple[Finding, ...], before: Written | None = None) -> Written:
    path = (project.root / "data" / "one.md").as_posix()
    file = project.snapshot.files[path]
    view = ClientView(project.snapshot, ClientSupport(related_information=True), lambda path: f"file://{path}")
    told = Found(file.placed_stories(), found, {})
    return DiagnosticWriter(view).write(file, told, before or Written(file, NOTHING_FOUND, {}, {}), NOTHING)


def test_what_stands_above_an_edit_is_not_written_again_unless_it_tells_of_what_is_below(tmp_path: Path) -> None:
    project = open_bot(tmp_path, "=== data/one.md\n" + TEXT)
    path = (project.root / "data" / "one.md").as_posix()
    above, below = (Location(path, Span(at, at + 3)) for at in (TEXT.index("one"), TEXT.index("two")))
    found = (
        Finding("here", Severity.HINT, above, "above"),
        Finding("there", Severity.HINT, above, "above, of below", (Related(below, "below"),)),
        Finding("where", Severity.HINT, below, "below"),
    )
    before = write(project, found)
    assert lines(before) == [0, 0, 4, 4]
    project.overlay(path, Document(TEXT.replace("  -", "\n\n-", 1)))
    now = write(project, found, before)
    assert lines(now) == lines(write(project, found))
    here, there, where = map(id, found)
    assert now.elsewhere[here] is before.elsewhere[here]
    assert now.elsewhere[there] != before.elsewhere[there]
    assert now.elsewhere[where] != before.elsewhere[where]

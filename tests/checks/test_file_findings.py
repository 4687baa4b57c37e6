"""Findings are looked for file by file, and not again where nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bots import open_bot
from teachback.checks.file_findings import FoundBefore
from teachback.checks.finding import Finding
from teachback.checks.inspection import Inspector
from teachback.checks.rule import Facts, InEachFile
from teachback.checks.self_check import SelfCheckingInspector
from teachback.formats.problems import Severity
from teachback.project.project import Project
from teachback.project.sources import Location, SourceFile
from teachback.text.document import Document
from teachback.text.spans import Span

TWO_FILES = """\
=== data/one.md
## one
* greet
  - utter_greet
=== data/two.md
## two
* greet
  - utter_hello
"""


def changed(project: Project, name: str, old: str, new: str) -> None:
    path = (project.root / "data" / name).as_posix()
    text = project.snapshot.files[path].document.text
    project.overlay(path, Document(text.replace(old, new)))


def test_a_rule_looks_again_where_the_file_or_what_it_sees_has_changed(tmp_path: Path) -> None:
    looked: list[str] = []

    def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
        looked.append(Path(file.path).name)
        yield Finding("r", Severity.HINT, Location(file.path, Span(0, 0)), str(len(facts.snapshot.domain.intents)))

    in_each = InEachFile(find, lambda facts, _: frozenset(facts.snapshot.domain.intents))
    before = FoundBefore()
    project, inspector = open_bot(tmp_path, TWO_FILES), Inspector()

    def look() -> list[str]:
        facts = inspector.inspect(project.snapshot).facts
        looked.clear()
        for path in sorted(facts.snapshot.files):
            if path.endswith(".md"):
                before.in_files.find("r", in_each, facts, facts.snapshot.files[path])
        return list(looked)

    assert look() == ["one.md", "two.md"]
    assert look() == []
    changed(project, "two.md", "hello", "bye")
    assert look() == ["two.md"]
    domain = (project.root / "domain.yml").as_posix()
    project.overlay(domain, Document(project.snapshot.files[domain].document.text.replace("stop, ", "")))
    assert look() == ["one.md", "two.md"]


def test_an_edit_makes_anew_the_contradictions_that_it_touches_and_no_other(tmp_path: Path) -> None:
    text = TWO_FILES + "=== data/three.md\n## three\n* bye\n  - utter_bye\n## four\n* bye\n  - utter_done\n"
    project, inspector = open_bot(tmp_path, text), Inspector()
    before = {each.after_name: each for each in inspector.inspect(project.snapshot).facts.contradictions}
    changed(project, "two.md", "- utter_hello", "- utter_chitchat")
    after = {each.after_name: each for each in inspector.inspect(project.snapshot).facts.contradictions}
    assert after["bye"] is before["bye"]
    assert list(after["greet"].places) == ["utter_chitchat", "utter_greet"]


def test_a_step_further_down_leaves_a_contradiction_as_it_is_and_the_name_of_a_story_does_not(tmp_path: Path) -> None:
    text = TWO_FILES + "* bye\n  - utter_bye\n"
    project, inspector = open_bot(tmp_path, text), Inspector()
    (before,) = inspector.inspect(project.snapshot).facts.contradictions
    changed(project, "two.md", "utter_bye", "utter_done")
    (same,) = inspector.inspect(project.snapshot).facts.contradictions
    assert same is before
    for old, new in (("## two", "## second"), ("* greet\n", "\n* greet\n"), ("- utter_hello", "- utter_default")):
        changed(project, "two.md", old, new)
        (other,) = inspector.inspect(project.snapshot).facts.contradictions
        assert other is not same
        same = other


def test_what_nobody_asked_for_in_time_is_not_made_up(tmp_path: Path) -> None:
    project, inspector = open_bot(tmp_path, TWO_FILES), Inspector()
    first = inspector.inspect(project.snapshot)
    path = (project.root / "data" / "one.md").as_posix()
    asked = first.findings[path]
    changed(project, "two.md", "- utter_hello", "- utter_greet")
    assert path not in inspector.inspect(project.snapshot).findings
    assert first.findings[path] == asked
    with pytest.raises(RuntimeError, match=r"two\.md was not looked at"):
        _ = first.findings[(project.root / "data" / "two.md").as_posix()]


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    project, inspector = open_bot(tmp_path, TWO_FILES), Inspector()
    assert len(inspector.inspect(project.snapshot).findings) == 2
    (project.root / "data" / "two.md").unlink()
    project.refresh([(project.root / "data" / "two.md").as_posix()])
    assert dict(inspector.inspect(project.snapshot).findings) == {}


def test_a_twin_tells_where_the_first_header_ends_now(tmp_path: Path) -> None:
    project = open_bot(tmp_path, TWO_FILES.replace("hello", "greet").replace("## two", "## one"))
    inspector = SelfCheckingInspector(project)
    inspector.inspect(project.snapshot)
    changed(project, "one.md", "## one", "# one")
    inspector.inspect(project.snapshot)

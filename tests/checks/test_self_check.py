"""The self-check sees what a fresh start would not have come to."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bots import open_bot
from teachback.checks.self_check import Discrepancy, SelfCheckingInspector
from teachback.policies.contradictions import Contradiction, ContradictionIndex, Contradictions
from teachback.project.project import Project
from teachback.text.document import Document

TWO_STORIES = """\
=== data/one.md
## one
* greet
  - utter_greet
=== data/two.md
## two
* greet
  - utter_hello
"""


def changed(project: Project, old: str, new: str) -> None:
    path = (project.root / "data" / "two.md").as_posix()
    project.overlay(path, Document(project.snapshot.files[path].document.text.replace(old, new)))


def test_edits_that_are_taken_in_well_pass(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    project = open_bot(tmp_path, TWO_STORIES)
    inspector = SelfCheckingInspector(project)
    caplog.set_level(logging.INFO)
    for old, new in (("hello", "bye"), ("* greet", "* bye"), ("## two", "## zwei"), ("  - utter_bye\n", "")):
        changed(project, old, new)
        inspector.inspect(project.snapshot)
    assert caplog.text.count("is as from scratch") == 4


def test_a_contradiction_that_is_kept_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = open_bot(tmp_path, TWO_STORIES)
    inspector = SelfCheckingInspector(project)
    known = {each.key: each for each in inspector.inspect(project.snapshot).facts.contradictions}

    def stale(made: Contradiction) -> Contradiction:
        return known.pop(made.key, made)

    update = ContradictionIndex.update

    def stale_update(index: ContradictionIndex) -> Contradictions:
        return Contradictions(tuple(map(stale, update(index))))

    monkeypatch.setattr(ContradictionIndex, "update", stale_update)
    changed(project, "utter_hello", "utter_bye")
    with pytest.raises(Discrepancy, match=r"after change \d+ not as from scratch.*utter_hello"):
        inspector.inspect(project.snapshot)

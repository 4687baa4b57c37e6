"""Counts of stories that are edited are those of a fresh start."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import open_bot
from teachback.policies.statistical.story_counts import StoryCounts
from teachback.policies.tables import Tables
from teachback.project.options import WholeHistory
from teachback.project.snapshot import Snapshot
from teachback.text.document import Document

STORIES = """\
=== data/stories.md
## one
* greet
  - utter_greet
* bye
  - utter_bye
## two
* greet
  - utter_hello
> later
## three
> later
* bye
  - utter_bye
"""

EDITS = [
    ("* greet\n  - utter_greet", "* greet\n  - utter_hello"),
    ("## two", "## second"),
    ("  - utter_bye\n## two", "  - utter_done\n## two"),
    ("> later\n* bye", "> later\n* greet"),
    ("## three\n", "## four\n* bye\n  - utter_default\n## three\n"),
    ("* greet\n  - utter_hello\n> later\n", ""),
]


def tables_of(snapshot: Snapshot) -> Tables:
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return tables


def counted(tables: Tables) -> StoryCounts:
    return StoryCounts(tables, tables.domain.action_names())


@pytest.mark.parametrize("max_history", [1, 2, 5, WholeHistory.ALL])
def test_edits_are_taken_in(tmp_path: Path, max_history: int | WholeHistory) -> None:
    project = open_bot(tmp_path, STORIES, max_history)
    path = (tmp_path / "data" / "stories.md").as_posix()
    tables = tables_of(project.snapshot)
    counts = counted(tables)
    pasts = {example.states for example in tables.examples()}
    for old, new in EDITS:
        text = project.snapshot.files[path].document.text
        snapshot = project.overlay(path, Document(text.replace(old, new)))
        tables.update(snapshot)
        fresh = tables_of(snapshot)
        pasts |= {example.states for example in fresh.examples()}
        known, anew = counts.update(), counted(fresh).update()
        for states in pasts:
            assert known.predict(states) == pytest.approx(anew.predict(states))


def test_who_is_interrupted_goes_on_where_he_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teachback.policies.statistical.story_counts.AT_ONCE", 1)
    tables = tables_of(open_bot(tmp_path, STORIES).snapshot)
    counts = counted(tables)
    asked = 0

    def stop_at_the_second() -> None:
        nonlocal asked
        asked += 1
        if asked % 2 == 0:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        counts.update(stop_at_the_second)
    known, anew = counts.update(), counted(tables).update()
    for example in tables.examples():
        assert known.predict(example.states) == pytest.approx(anew.predict(example.states))

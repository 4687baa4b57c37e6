"""The examples at each point of a turn, after edits, are those of a fresh start."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from bots import open_bot
from policies.statistical.test_story_counts import EDITS, STORIES, tables_of
from teachback.dialogue.states import State
from teachback.policies.tables import Tables
from teachback.policies.turns import Turns
from teachback.policies.walk_changes import WalkChanges
from teachback.project.project import Project
from teachback.project.snapshot import Snapshot
from teachback.text.document import Document

Place = tuple[str, int, int, bool, str]


def edited(project: Project, old: str, new: str) -> Snapshot:
    path = (project.root / "data" / "stories.md").as_posix()
    return project.overlay(path, Document(project.snapshot.files[path].document.text.replace(old, new)))


def places(tables: Tables, turns: Turns, state: State) -> set[Place]:
    where = tables.placements.where
    return {(*where(each.story), each.step, each.implied, each.action) for each in turns.at(state)}


def test_edits_are_taken_in(tmp_path: Path) -> None:
    project = open_bot(tmp_path, STORIES)
    tables = tables_of(project.snapshot)
    turns = Turns(tables).update()
    seen = set(tables.states.all())
    for old, new in EDITS:
        snapshot = edited(project, old, new)
        tables.update(snapshot)
        turns.update()
        fresh = tables_of(snapshot)
        anew = Turns(fresh).update()
        seen |= set(fresh.states.all())
        assert any(places(fresh, anew, state) for state in seen)
        for state in seen:
            assert places(tables, turns, state) == places(fresh, anew, state)


def test_who_stops_on_the_way_is_told_of_the_rest_the_next_time(tmp_path: Path) -> None:
    tables = tables_of(open_bot(tmp_path, STORIES).snapshot)
    changes = WalkChanges(tables)
    told = [*islice(changes.since(), 1), *changes.since()]
    assert len(told) == len(tables.groups()) > 1
    assert not list(changes.since())

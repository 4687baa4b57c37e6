"""Where a session in an editor begins: anew, at the cursor, or where another was left behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from teachback.lsp.meant_project import NoProjectError, meant_project
from teachback.lsp.workbench import Workbench
from teachback.lsp.workspace import Workspace
from teachback.teaching.conversations.from_story import story_transcript
from teachback.teaching.journal.journal import Journal, Recorded, journal_folder, left_behind, taken_up
from teachback.teaching.journal.records import Beginning
from teachback.teaching.places import Nowhere, place_at
from teachback.teaching.session.conductor import replayed
from teachback.teaching.session.session import START, Session, started


class NoBeginningError(Exception):
    """A session cannot begin there; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class AtCursor:
    """At a step of a story."""

    uri: str
    position: types.Position


@dataclass(frozen=True, slots=True)
class Fresh:
    """With a new conversation, in the project of a file or folder; without one in the only project there is."""

    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """Where a session was left behind, by the folder of its project and the name of its journal."""

    root: Path
    journal: str


Where = AtCursor | Fresh | Resumed


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that is about to go on. ``beside`` is the file in which the conversation began."""

    root: Path
    session: Session
    journal: Journal
    beside: str | None = None


def begun_at(workspace: Workspace, where: Where) -> Begun:
    """Begin. Raises ``NoBeginningError``, and ``JournalError`` where somebody else has taken the session up."""
    match where:
        case AtCursor(uri, position):
            return _at_cursor(workspace, uri, position)
        case Fresh(uri):
            root = _meant(workspace, uri).root
            return Begun(root, started(), Journal(journal_folder(root), Beginning(START)))
        case Resumed(root, journal):
            return _resumed(workspace, root, journal)


def session_of(recorded: Recorded, bench: Workbench) -> Session:
    """The session that a journal holds, as far as it fits the files of now."""
    return replayed(started(recorded.beginning.transcript), recorded.inputs, bench.project.snapshot.domain)


def _at_cursor(workspace: Workspace, uri: str, position: types.Position) -> Begun:
    found = workspace.bench_with(uri)
    if found is None:
        raise NoBeginningError("This file is not part of a Rasa project. Put the cursor on a step of a story of one.")
    bench, path = found
    facts = bench.inspection().facts
    place = place_at(facts.snapshot, path, workspace.view(bench).offset(path, position))
    if isinstance(place, Nowhere):
        raise NoBeginningError(place.reason)
    transcript = story_transcript(facts.tables, path, place.story, place.step) or START
    name = facts.snapshot.files[path].placed_stories()[place.story].story.name.text
    journal = Journal(journal_folder(bench.root), Beginning(transcript, f"{name}:{place.step + 1}"))
    return Begun(bench.root, started(transcript), journal, beside=path)


def _meant(workspace: Workspace, uri: str | None) -> Workbench:
    try:
        return meant_project(workspace, uri)
    except NoProjectError as problem:
        raise NoBeginningError(str(problem)) from None


def _resumed(workspace: Workspace, root: Path, journal: str) -> Begun:
    bench = workspace.bench_at(root)
    if bench is None:
        raise NoBeginningError(f"The project {root} is not open.")
    recorded = next((each for each in left_behind(root) if each.path.stem == journal), None)
    if recorded is None:
        raise NoBeginningError("That session is no longer there, or somebody else is at it.")
    return Begun(root, session_of(recorded, bench), taken_up(recorded))

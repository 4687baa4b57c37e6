"""Where a session in an editor begins: anew, at the cursor, with a real conversation, or where another was left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from teachback.dialogue.transcript import Transcript
from teachback.lsp.interactive.desk import SessionDesk
from teachback.lsp.interactive.real_conversations import Found, OfRasa, Origin, found, last_session
from teachback.lsp.meant_project import NoProjectError, meant_project
from teachback.lsp.server import TeachbackServer
from teachback.lsp.workbench import Workbench
from teachback.lsp.worker import run_beside
from teachback.lsp.workspace import Workspace
from teachback.project.options import Options
from teachback.project.snapshot import Snapshot
from teachback.teaching.conversations.from_story import story_transcript
from teachback.teaching.conversations.problems import NoConversationError
from teachback.teaching.conversations.taking_over import TakenOver, taken_over
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


@dataclass(frozen=True, slots=True)
class RealConversation:
    """With a real conversation, up to the first action that policies would not run any more.

    ``conversation`` is its name, ``None`` for the only one there is; ``uri`` names the project as in ``Fresh``.
    """

    origin: Origin | OfRasa
    conversation: str | None = None
    uri: str | None = None


Where = AtCursor | Fresh | Resumed | RealConversation


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that is about to go on. ``beside`` is the file in which the conversation began, ``remark`` what a
    person should know about the place.
    """

    root: Path
    session: Session
    journal: Journal
    beside: str | None = None
    remark: str = ""


async def begin(server: TeachbackServer, where: Where) -> Begun:
    """Begin somewhere. Raises ``NoBeginningError`` and ``JournalError``, each with words for the person."""
    await server.reading.done()
    if isinstance(where, RealConversation):
        return await _with_conversation(server, where)
    return await server.kernel.ask_latest(lambda workspace, _: _begun_at(workspace, where))


async def _with_conversation(server: TeachbackServer, where: RealConversation) -> Begun:
    bench = await server.kernel.ask_latest(lambda workspace, _: _meant(workspace, where.uri))
    root, snapshot, options = bench.root, bench.project.snapshot, server.settings.options_for(bench.root)
    try:
        told = await _found(server, where, snapshot)
    except NoConversationError as problem:
        raise NoBeginningError(str(problem)) from None
    taken = await server.kernel.ask_latest(lambda _, __: _taken_over(bench, options, told.transcript))
    journal = Journal(journal_folder(root), Beginning(taken.transcript, told.name))
    remark = " ".join(part for part in (told.remark, taken.remark) if part)
    return Begun(root, started(taken.transcript), journal, remark=remark)


async def _found(server: TeachbackServer, where: RealConversation, snapshot: Snapshot) -> Found:
    origin, name = where.origin, where.conversation
    if not isinstance(origin, OfRasa):
        return await run_beside(lambda: found(origin, snapshot, name))
    if not name:
        raise NoConversationError("Which conversation? A running Rasa tells one by its `id`, and does not list them.")
    if not server.live.words:
        raise NoConversationError("No running Rasa is set: see `teachback.engine` and `teachback.rasa.url`.")
    told = await server.live.ask(lambda rasa: rasa.conversation(name))
    if told is None:
        raise NoConversationError(f"{server.live.words}, so it cannot be asked for the conversation {name!r}.")
    return last_session(told[1], f"{name} of {told[0]}")


def _taken_over(bench: Workbench, options: Options, transcript: Transcript) -> TakenOver:
    """Runs in the kernel's thread."""
    return taken_over(SessionDesk().policies(bench, options), bench.inspection().facts.tables.featurizer, transcript)


def _begun_at(workspace: Workspace, where: AtCursor | Fresh | Resumed) -> Begun:
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

"""Conversations of real Rasas: those that were recorded, and those of a server that runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from live_servers import Running, Trained
from recording import RECORDERS

from recorded_conversations import DUMPED, recorded, store
from teachback.dialogue.transcript import BotRan, Transcript, UserSaid
from teachback.formats.transcript_json import TimedTranscript
from teachback.policies.live.live_engine import LiveEngine
from teachback.policies.live.problems import NotAskable
from teachback.policies.saved.model_file import load_model
from teachback.policies.saved.rasa_model import RasaModel
from teachback.policies.tables import Tables
from teachback.project.project import Project
from teachback.teaching.conversations.divergence import divergence
from teachback.teaching.conversations.dump import open_dump
from teachback.teaching.conversations.problems import NoConversationError
from teachback.teaching.conversations.running import running_conversation
from teachback.teaching.conversations.sessions import sessions_of
from teachback.teaching.conversations.store_address import address_of_store
from teachback.teaching.conversations.tracker_store import TrackerStore

pytestmark = pytest.mark.rasa


def read_from_store(statements: Path, folder: Path, name: str) -> TimedTranscript:
    folder.mkdir(exist_ok=True)
    path = store(statements, folder)
    return TrackerStore(address_of_store("sqlite:///rasa %253F ä.db", path.parent)).read(name)


def told(conversation: TimedTranscript) -> list[Transcript]:
    return [session.transcript for session in sessions_of(conversation)]


def test_what_was_recorded_is_what_rasa_keeps(trained: Trained, tmp_path: Path) -> None:
    python = trained.environment.command.with_name("python")
    recorder = RECORDERS / "record_conversations.py"
    subprocess.run([python, recorder, trained.model, tmp_path], check=True, capture_output=True)
    generation = f"rasa-{trained.environment.version.rpartition('.')[0]}"
    before, now = open_dump(recorded(generation, "tracker.json")), open_dump(tmp_path / "tracker.json")
    assert told(now.read(DUMPED)) == told(before.read(DUMPED))
    for number, name in enumerate((DUMPED, "ben")):
        new = read_from_store(tmp_path / "store.sql", tmp_path / f"new {number}", name)
        old = read_from_store(recorded(generation, "store.sql"), tmp_path / f"old {number}", name)
        assert told(new) == told(old)


def say(running: Running, path: str, text: str) -> None:
    """Send a message as the user of the conversation that a path of the API names."""
    message = {"text": text, "sender": "user"}
    assert running.opened.server.connection.post(f"/conversations/{path}/messages", message).status == 200


def test_a_conversation_of_a_running_server_is_read(running: Running) -> None:
    server = running.opened.server
    name, path = ("änn 1", "%C3%A4nn%201") if server.version.major == 1 else ("team/ann", "team/ann")
    say(running, path, "hello")
    transcript = sessions_of(running_conversation(server, name))[-1].transcript
    assert [entry.understood.text for entry in transcript if isinstance(entry, UserSaid)] == ["hello"]
    other = "team/ann" if server.version.major == 1 else "änn 1"
    with pytest.raises(NotAskable):
        running_conversation(server, other)


def test_a_conversation_that_no_server_knows_is_none(running: Running) -> None:
    with pytest.raises(NoConversationError, match="knows no conversation 'nobody'"):
        running_conversation(running.opened.server, "nobody")


def test_a_running_rasa_diverges_from_itself_only_where_it_did_not_decide(running: Running, tmp_path: Path) -> None:
    snapshot = Project(running.trained.folder).read()
    tables = Tables(snapshot.domain, snapshot.max_history)
    engine = LiveEngine(running.opened.server, snapshot.domain)
    generation = f"rasa-{running.trained.environment.version.rpartition('.')[0]}"
    for session in told(read_from_store(recorded(generation, "store.sql"), tmp_path, DUMPED)):
        found = divergence(engine, tables.featurizer, session)
        if found is not None:
            entry = session[found.index]
            assert isinstance(entry, BotRan)
            assert entry.confidence == 0.0


def test_a_model_that_real_rasa_trained_is_recognised(trained: Trained) -> None:
    found = load_model(trained.model)
    assert isinstance(found, RasaModel)
    assert found.version.text == trained.environment.version

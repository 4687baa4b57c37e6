"""Conversations in SQL tracker stores."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from recorded_conversations import DUMPED, GENERATIONS, recorded, store
from teachback.dialogue.events import ActionExecuted, SlotSet
from teachback.dialogue.transcript import BotRan, Transcript, UserSaid
from teachback.dialogue.values import Record
from teachback.formats.config_tree import EndpointsFile
from teachback.formats.endpoints_yaml import read_endpoints
from teachback.formats.yaml_tree import parse_yaml
from teachback.teaching.conversations.dump import open_dump
from teachback.teaching.conversations.problems import NoConversationError
from teachback.teaching.conversations.sessions import sessions_of
from teachback.teaching.conversations.store_address import address_in_endpoints, address_of_store
from teachback.teaching.conversations.tracker_store import TrackerStore


def opened(path: Path) -> TrackerStore:
    return TrackerStore(address_of_store(f"sqlite:///{quote(path.name)}", path.parent))


def texts(transcript: Transcript) -> list[str]:
    return [entry.understood.text for entry in transcript if isinstance(entry, UserSaid)]


def actions(transcript: Transcript) -> list[str]:
    return [entry.event.name for entry in transcript if isinstance(entry, BotRan)]


@pytest.mark.parametrize("generation", GENERATIONS)
def test_conversations_are_listed_those_last_spoken_in_first(generation: str, tmp_path: Path) -> None:
    tracker_store = opened(store(recorded(generation, "store.sql"), tmp_path))
    listed = tracker_store.listed(9)
    assert [(each.id, each.messages) for each in listed] == [(DUMPED, 6), ("ben", 4)]
    assert listed[0].latest is not None
    assert listed[1].latest is not None
    assert listed[0].latest > listed[1].latest > 1.7e9
    assert tracker_store.listed(1) == listed[:1]


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_conversation_is_read_as_it_happened(generation: str, tmp_path: Path) -> None:
    told = opened(store(recorded(generation, "store.sql"), tmp_path)).read(DUMPED)
    said = ["hello", "/restart", "book a table", "enough", "yes", '/inform{"cuisine": "thai"}']
    assert texts(told.transcript) == said
    assert told.transcript[-1] == SlotSet("mood", ("good", Record((("since", 1),))))
    assert told.times == tuple(sorted(told.times, key=lambda time: time or 0.0))
    latest = sessions_of(told)[-1]
    assert texts(latest.transcript) == said[2:]
    first = latest.transcript[0]
    assert isinstance(first, BotRan)
    assert (first.event, first.policy) == (ActionExecuted("action_listen"), None)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_dump_tells_what_the_store_tells(generation: str, tmp_path: Path) -> None:
    from_store = sessions_of(opened(store(recorded(generation, "store.sql"), tmp_path)).read(DUMPED))[-1]
    dump = open_dump(recorded(generation, "tracker.json"))
    assert [(each.id, each.messages > 3) for each in dump.listed(9)] == [(DUMPED, True)]
    assert sessions_of(dump.read(DUMPED))[-1] == from_store


@pytest.mark.parametrize("generation", GENERATIONS)
def test_the_store_stays_as_it_is(generation: str, tmp_path: Path) -> None:
    path = store(recorded(generation, "store.sql"), tmp_path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    path.chmod(0o444)
    tracker_store = opened(path)
    tracker_store.listed(9)
    tracker_store.read("ben")
    tracker_store.close()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def endpoints(text: str) -> EndpointsFile:
    return read_endpoints(parse_yaml(text))


def test_the_store_of_endpoints_is_opened(tmp_path: Path) -> None:
    path = store(recorded("rasa-3.6", "store.sql"), tmp_path)
    told = endpoints("tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: ${PLACE}/${NAME}\n")
    address = address_in_endpoints(told, Path("/"), {"PLACE": str(tmp_path), "NAME": path.name})
    assert len(TrackerStore(address).listed(9)) == 2


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        (
            "dialect: postgresql, host: db, username: ann, password: '${WORD}', db: rasa, query: {sslmode: require}",
            "postgresql://ann:p%40ss%3A@db/rasa?sslmode=require",
        ),
        ("dialect: postgres, host: 'db.local:77', db: rasa", "postgresql://db.local:77/rasa"),
        ("dialect: mysql+pymysql, host: db, port: '33'", "mysql+pymysql://db:33/rasa.db"),
        ("url: 'postgres://ann@db/rasa'", "postgresql://ann@db/rasa"),
        ("host: 'postgresql://ann@db/rasa'", "postgresql://ann@db/rasa"),
    ],
)
def test_the_address_is_put_together_as_rasa_does(settings: str, url: str) -> None:
    told = endpoints(f"tracker_store: {{type: sql, {settings}}}")
    address = address_in_endpoints(told, Path(), {"WORD": "p@ss:"})
    assert address.render_as_string(hide_password=False) == url


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("action_endpoint: {url: x}", "names no `tracker_store`"),
        ("tracker_store: {type: redis, url: localhost}", "of type 'redis'; only type SQL can be read"),
        ("tracker_store: {db: rasa.db}", "of type 'inmemory'"),
        ("tracker_store: {type: SQL, db: '${NOWHERE}'}", "needs the environment variable NOWHERE"),
        ("tracker_store: {type: SQL, db: missing.db}", "There is no tracker store"),
        ("tracker_store: {type: SQL}", "rasa.db"),
        ("tracker_store: {type: SQL, port: many, host: x, dialect: mysql}", "`port`"),
        ("tracker_store: {type: SQL, host: 'x:y'}", "`port`"),
    ],
)
def test_endpoints_without_a_database_say_so(text: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(NoConversationError) as raised:
        address_in_endpoints(endpoints(text), tmp_path, {})
    assert complaint in str(raised.value)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("rasa.db", "named by a database URL"),
        ("sqlite://", "is a file"),
        ("sqlite:///:memory:", "is a file"),
        ("sqlite:///none.db", "There is no tracker store"),
        ("cassette://x/y", "knows no database 'cassette'"),
        ("postgresql+pg8000://ann:secret@127.0.0.1:1/rasa", "Python has no package 'pg8000'"),
    ],
)
def test_what_is_no_store_is_said(url: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(NoConversationError) as raised:
        TrackerStore(address_of_store(url, tmp_path))
    assert complaint in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_file_that_is_no_store_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_bytes(b"no database at all, but long enough to be looked at" * 99)
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE songs (name)")
    for name, complaint in (("text.db", "cannot be read: file is not a database"), ("other.db", "no table `events`")):
        with pytest.raises(NoConversationError) as raised:
            opened(tmp_path / name).listed(3)
        assert complaint in str(raised.value)
        assert str(tmp_path / name) in str(raised.value)


def test_a_bad_event_costs_its_own_conversation(tmp_path: Path) -> None:
    path = store(recorded("rasa-1.10", "store.sql"), tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE events SET data = '{broken' WHERE sender_id = 'ben' AND type_name = 'user'")
        connection.commit()
    tracker_store = opened(path)
    with pytest.raises(
        NoConversationError, match=r"The conversation 'ben' in .*: Event 4: This cannot be read as JSON"
    ):
        tracker_store.read("ben")
    assert tracker_store.read(DUMPED)
    with pytest.raises(NoConversationError, match="There is no conversation 'carl'"):
        tracker_store.read("carl")

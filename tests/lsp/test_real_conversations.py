"""Sessions in an editor that begin with a real conversation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from learning_client import LearningClient
from lsp_projects import Fixture, write_project
from lsp_sessions import VSCODE, announcing, session
from pygls.exceptions import JsonRpcException
from pytest_lsp import client_capabilities

PROMPTS = announcing(client_capabilities(VSCODE))

GREETER = """\
//- config.yml
language: en
policies:
- name: MemoizationPolicy
  max_history: 3
//- domain.yml
intents: [greet, bye]
actions: [action_wave]
responses:
  utter_hello: [{text: Hello!}]
  utter_bye: [{text: Bye!}]
//- data/stories.md
## hello
* greet
  - utter_hello
* bye
  - utter_bye
//- endpoints.yml
tracker_store:
  type: SQL
  dialect: sqlite
  db: rasa.db
"""


def said(intent: str, time: float) -> dict[str, Any]:
    parse: dict[str, Any] = {"text": f"/{intent}", "intent": {"name": intent, "confidence": 1.0}, "entities": []}
    return {"event": "user", "timestamp": time, "text": f"/{intent}", "parse_data": parse}


def ran(action: str, time: float) -> dict[str, Any]:
    return {"event": "action", "timestamp": time, "name": action, "policy": None, "confidence": None}


ANNA = [
    ran("action_listen", 1),
    said("greet", 2),
    ran("utter_hello", 3),
    ran("action_listen", 4),
    said("bye", 5),
    ran("action_wave", 6),
    ran("action_listen", 7),
]
BEN = [ran("action_listen", 10), said("bye", 11), ran("utter_bye", 12), ran("action_listen", 13)]


def dumped(fixture: Fixture, **conversations: Sequence[object]) -> dict[str, Any]:
    """A file outside of the project, as Rasa's HTTP API answers, and how a client names it."""
    file = fixture.folder.parent / "tracker.json"
    told = [{"sender_id": name, "events": events} for name, events in conversations.items()]
    file.write_text(json.dumps(told[0] if len(told) == 1 else told), encoding="utf-8")
    return {"kind": "file", "uri": Fixture(file).uri()}


def stored(fixture: Fixture, **conversations: Sequence[dict[str, Any]]) -> None:
    with closing(sqlite3.connect(fixture.folder / "rasa.db")) as connection:
        connection.execute(
            "create table events (id integer primary key, sender_id text, type_name text, timestamp float, data text)"
        )
        rows = [
            (name, event["event"], event["timestamp"], json.dumps(event))
            for name, events in conversations.items()
            for event in events
        ]
        connection.executemany("insert into events (sender_id, type_name, timestamp, data) values (?, ?, ?, ?)", rows)
        connection.commit()


async def test_it_goes_on_before_the_first_action_that_policies_would_not_run(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, {"kind": "conversation", "from": dumped(fixture, anna=ANNA)})
        assert learning.conversation()[1:] == ["/greet", "utter_hello, action_listen", "/bye"]
        assert "Here the bot ran 'action_wave'; its policies would now run 'utter_bye'." in learning.remark
        assert learning.message == "The bot wants to run 'utter_bye', correct?"


async def test_texts_count_as_they_stand_in_the_editor(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        held.open("data/stories.md", fixture.text("data/stories.md").replace("utter_hello", "action_wave"))
        learning = await LearningClient.begin(held, {"kind": "conversation", "from": dumped(fixture, anna=ANNA)})
        assert learning.message == "The bot wants to run 'action_wave', correct?"


async def test_a_file_of_several_conversations_lists_them_and_one_is_named(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    source = dumped(fixture, anna=ANNA, ben=BEN)
    async with session(fixture, PROMPTS) as held:
        told = await held.ask("teachback/teach/conversations", {"from": source})
        assert told == {
            "name": "tracker.json",
            "conversations": [
                {"id": "ben", "messages": 1, "latest": 13},
                {"id": "anna", "messages": 2, "latest": 7},
            ],
        }
        learning = await LearningClient.begin(held, {"kind": "conversation", "from": source, "id": "ben"})
        assert learning.conversation()[1] == "/bye"


async def test_the_store_that_endpoints_name_is_read_for_who_trusts_the_workspace(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    stored(fixture, anna=ANNA, ben=BEN)
    where = {"kind": "conversation", "from": {"kind": "store"}, "id": "anna"}
    async with session(fixture, PROMPTS) as held:
        told = await held.ask("teachback/teach/conversations", {"from": {"kind": "store"}, "trusted": True})
        assert [each["id"] for each in told["conversations"]] == ["ben", "anna"]
        learning = await LearningClient.begin(held, where, trusted=True)
        assert learning.message == "The bot wants to run 'utter_bye', correct?"
        for method, params in (("start", {"where": where}), ("conversations", {"from": {"kind": "store"}})):
            with pytest.raises(JsonRpcException, match="trusts the workspace") as refused:
                await held.ask(f"teachback/teach/{method}", params)
            assert refused.value.code == -32602


async def test_of_a_conversation_that_began_anew_the_last_part_is_taken(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    source = dumped(fixture, anna=[*ANNA, {"event": "restart", "timestamp": 8}, *BEN])
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, {"kind": "conversation", "from": source})
        assert "It began anew once; this is its last part." in learning.remark
        assert learning.conversation()[:2] == ["action_listen", "/bye"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"from": {"kind": "file", "uri": "file:///nowhere/tracker.json"}}, "cannot be read"),
        ({"from": {"kind": "file", "uri": "untitled:x"}}, r"from\.uri"),
        ({"from": {"kind": "shelf"}}, r"from\.kind"),
        ({}, "from: an object"),
    ],
)
async def test_what_is_no_conversation_is_refused(tmp_path: Path, where: dict[str, Any], words: str) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        with pytest.raises(JsonRpcException, match=words) as refused:
            await held.ask("teachback/teach/start", {"where": {"kind": "conversation", **where}})
        assert refused.value.code == -32602


async def test_which_of_several_conversations_has_to_be_said(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    source = dumped(fixture, anna=ANNA, ben=BEN)
    async with session(fixture, PROMPTS) as held:
        with pytest.raises(JsonRpcException, match="several conversations in tracker"):
            await held.ask("teachback/teach/start", {"where": {"kind": "conversation", "from": source}})
        with pytest.raises(JsonRpcException, match="no conversation 'eve'"):
            await held.ask("teachback/teach/start", {"where": {"kind": "conversation", "from": source, "id": "eve"}})


async def test_such_a_session_is_resumed_where_it_was_left(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, {"kind": "conversation", "from": dumped(fixture, anna=ANNA)})
        await learning.answer(True)
        await held.ask("teachback/teach/stop", {"session": learning.id})
        (left,) = (await held.ask("teachback/teach/resumable", {}))["sessions"]
        assert left["origin"] == "anna of tracker.json"
        again = await LearningClient.begin(held, {"kind": "resumed", "root": left["root"], "journal": left["journal"]})
        assert again.conversation()[-1].startswith("utter_bye")

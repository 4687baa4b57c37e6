from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsp_projects import BASICS, write_project
from lsp_sessions import session
from pygls.exceptions import JsonRpcException
from raw_pipe import initialize, notification, raw_client, request

BOT = (
    BASICS
    + """\
//- data/hello.md
## hello
* greet
  - action_hello
//- data/bye.md
## bye
* bye
  - action_bye
## wave
* bye
  - action_wave
//- data/nlu.md
## intent:greet
- good morning
"""
)


def by_command(folder: Path, options: tuple[str, ...]) -> Any:
    command = [sys.executable, "-m", "teachback", "graph", str(folder), "--format", "json", *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def labels(graph: dict[str, Any]) -> set[str]:
    return {node["label"] for node in graph["nodes"] if node["kind"] not in {"start", "end"}}


@pytest.mark.parametrize(
    ("params", "options"),
    [
        ({}, ()),
        ({"story": "bye"}, ("--story", "bye")),
        ({"maxHistory": 1, "examples": True}, ("--max-history", "1", "--examples")),
    ],
)
async def test_it_is_what_the_command_gives(tmp_path: Path, params: dict[str, Any], options: tuple[str, ...]) -> None:
    fixture = write_project(tmp_path / "bot", BOT)
    folders = [{"uri": fixture.uri(), "name": "bot"}]
    async with raw_client(ready=False) as client:  # a proper one takes `from` for a word of its language
        client.send(initialize(0, workspaceFolders=folders), notification("initialized", {}))
        client.send(request(1, "teachback/graph", params))
        assert (await client.answer(1))["result"] == by_command(fixture.folder, options)


async def test_of_a_story_file_only_its_stories_are_drawn_by_the_texts_of_now(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", BOT)
    async with session(fixture) as held:
        uri = held.open("data/hello.md", fixture.text("data/hello.md").replace("action_hello", "action_wave"))
        assert labels(await held.ask("teachback/graph", {"uri": uri})) == {"greet", "action_wave"}
        assert "bye" in labels(await held.ask("teachback/graph", {"uri": fixture.uri("domain.yml")}))


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"story": "nowhere"}, "no conversation with a story or rule 'nowhere'"),
        ({"maxHistory": 0}, "maxHistory: a number from 1 to 50"),
        ({"examples": "yes"}, "examples: true or false"),
        ({"uri": 1}, "uri: a string"),
        ([], "params: an object"),
    ],
)
async def test_what_cannot_be_drawn_is_refused(tmp_path: Path, params: object, words: str) -> None:
    async with session(write_project(tmp_path / "bot", BOT)) as held:
        with pytest.raises(JsonRpcException, match=words) as refused:
            await held.ask("teachback/graph", params)
        assert refused.value.code == -32602


async def test_of_several_projects_one_has_to_be_named(tmp_path: Path) -> None:
    one, other = (write_project(tmp_path / name, BOT) for name in ("one", "other"))
    async with session(one, folders=[one.folder, other.folder]) as held:
        with pytest.raises(JsonRpcException, match=r"There are 2 projects"):
            await held.ask("teachback/graph", {})
        assert (await held.ask("teachback/graph", {"uri": other.uri()}))["version"] == 1

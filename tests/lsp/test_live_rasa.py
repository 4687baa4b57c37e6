"""A running Rasa as the editor's engine, where there is none or it says nothing."""

from __future__ import annotations

import asyncio
import socket
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from lsp_projects import CONTRADICTION, Fixture, write_project
from lsp_sessions import PATIENCE, VSCODE, announcing, guarding, session
from pytest_lsp import client_capabilities
from raw_pipe import Json, RawClient, initialize, notification, raw_client, request

from http_answers import Said, answering, saying
from teachback.lsp.live_settings import live_settings_of
from teachback.lsp.settings import Settings
from teachback.policies.live.settings import LiveSettings

CANCELLED = -32800
PROMPTS = guarding(client_capabilities(VSCODE))
NOWHERE = {"engine": "rasa", "rasa": {"url": "http://127.0.0.1:1"}}


def params_of(fixture: Fixture) -> dict[str, object]:
    at = fixture.here()
    position = {"line": at.line, "character": at.character}
    return {"textDocument": {"uri": fixture.uri("data/one.md")}, "position": position}


async def test_a_kind_of_trouble_is_told_once_and_the_embedded_engine_goes_on(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, PROMPTS, configuration=NOWHERE) as held:
        await held.until(lambda: bool(held.client.messages))
        for _ in range(3):
            prompt = (await held.ask("teachback/teach/start", params_of(fixture)))["prompt"]
            assert prompt["message"].endswith("Rasa does not answer; the numbers are Teachback's own.")
            assert {"action_bye", "action_wave"} <= {each["value"] for each in prompt["choices"]}
        messages: list[Any] = [held.client.messages.pop(0) for _ in tuple(held.client.messages)]
        assert [("No Rasa answers" in each.message, "own policies go on" in each.message) for each in messages] == [
            (True, True)
        ]
        logged: list[Any] = held.client.log_messages
        assert sum("No Rasa answers" in each.message for each in logged) == 3
        assert held.statuses[-1]["engine"] == "Rasa does not answer"


async def test_a_server_that_says_nothing_holds_nobody_up(tmp_path: Path) -> None:
    """It accepts connections and keeps silent for as long as the test lasts, and so long may an answer take."""
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings = {"engine": "rasa", "rasa": {"url": url, "timeout": 10 * PATIENCE}}
        async with session(fixture, PROMPTS, configuration=settings) as held:
            await held.until(lambda: any("engine" in each for each in held.statuses))
            prompt = (await held.ask("teachback/teach/start", params_of(fixture)))["prompt"]
            assert prompt["message"].endswith("Rasa is being asked for; the numbers are Teachback's own.")
            uri = held.open("data/one.md")
            assert await held.actions(uri, fixture.here())


async def test_a_question_to_a_silent_server_is_cancelled_at_once(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    asked, enough = threading.Event(), threading.Event()

    def be_silent(handler: BaseHTTPRequestHandler) -> None:
        del handler
        asked.set()
        enough.wait()

    paths: dict[str, Said] = {
        "/version": saying({"version": "1.10.26"}),
        "/status": saying({"model_file": "bot.tar.gz"}),
        "/model/predict": be_silent,
    }
    with answering(paths) as url:
        settings = {"engine": "rasa", "rasa": {"url": url, "timeout": 10 * PATIENCE}}
        try:
            async with raw_client(ready=False) as client:
                capabilities: Json = {"experimental": {"teachback": {"prompts": True}}}
                client.send(initialize(0, capabilities, rootUri=fixture.uri(), initializationOptions=settings))
                client.send(notification("initialized", {}))
                await until_engine(client, "Rasa 1.10.26")
                client.send(request(1, "teachback/teach/start", params_of(fixture)))
                await asyncio.to_thread(asked.wait)
                client.send(
                    notification("$/cancelRequest", {"id": 1}), request(2, "teachback/teach/stop", {"session": ""})
                )
                assert (await client.answer(1))["error"]["code"] == CANCELLED
                assert (await client.answer(2))["result"] is None, "others are answered meanwhile"
                assert not enough.is_set()
        finally:
            enough.set()


async def until_engine(client: RawClient, words: str) -> None:
    while (message := await client.next()) and engine_of(message) != words:
        pass
    assert message, "the server ended"


def engine_of(message: Json) -> object:
    params: Json = message.get("params") or {}
    return params.get("engine")


@pytest.mark.parametrize(
    ("section", "settings"),
    [
        (None, None),
        ({"engine": "embedded", "rasa": {"url": "http://localhost:5005"}}, None),
        ({"engine": "Rasa", "rasa": {"url": "http://localhost:5005"}}, None),
        ({"engine": "rasa"}, None),
        ({"engine": "rasa", "rasa": {"url": "http://a", "model": "/m.tar.gz"}}, None),
        ({"engine": "rasa", "rasa": {"model": "models/m.tar.gz"}}, None),
        ({"engine": "rasa", "rasa": {"url": 7}}, None),
        ({"engine": "rasa", "rasa": {"url": " http://a ", "token": "t", "timeout": 3}},
         LiveSettings(url="http://a", token="t", seconds=3)),  # noqa: S106 - not a secret
        ({"engine": "rasa", "rasa": {"url": "http://a", "timeout": "soon", "token": "", "model": ""}},
         LiveSettings(url="http://a")),
        ({"engine": "rasa", "rasa": {"model": "/m.tar.gz", "command": ["/r/bin/rasa"]}},
         LiveSettings(model=Path("/m.tar.gz"), command=("/r/bin/rasa",))),
        ({"engine": "rasa", "rasa": {"model": "/m.tar.gz", "command": "'/a b/rasa' -q"}},
         LiveSettings(model=Path("/m.tar.gz"), command=("/a b/rasa", "-q"))),
        ({"engine": "rasa", "rasa": {"model": "/m.tar.gz", "command": [7]}}, LiveSettings(model=Path("/m.tar.gz"))),
    ],
)  # fmt: skip
def test_the_settings_name_a_rasa_or_none(
    section: object, settings: LiveSettings | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEACHBACK_RASA_TOKEN", raising=False)
    assert live_settings_of(section) == settings


async def test_settings_that_a_folder_may_have_changed_name_no_engine(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, announcing(client_capabilities(VSCODE)), configuration=NOWHERE) as held:
        await held.until(lambda: bool(held.statuses) and held.statuses[-1]["state"] == "ready")
        prompt = (await held.ask("teachback/teach/start", params_of(fixture)))["prompt"]
        assert "Rasa" not in prompt["message"]
        assert not any("engine" in each for each in held.statuses)


def test_the_settings_of_a_folder_leave_the_engine_alone() -> None:
    everywhere = Settings().with_engine(NOWHERE)
    other = {"engine": "rasa", "rasa": {"url": "http://elsewhere"}}
    assert everywhere.with_section(Path("/opened"), other).live == live_settings_of(NOWHERE)
    assert everywhere.with_section(None, other).live == live_settings_of(NOWHERE)

"""The language server with a running Rasa as its engine."""

from __future__ import annotations

import pytest
from live_servers import Running, Trained
from lsp_projects import Fixture
from lsp_sessions import VSCODE, guarding, session
from pytest_lsp import client_capabilities

pytestmark = pytest.mark.rasa

PROMPTS = guarding(client_capabilities(VSCODE))

# Seconds that a Rasa may take to start while other things run; alone it takes ten.
RASA_STARTS = 300.0


def request_for(trained: Trained) -> tuple[Fixture, dict[str, object]]:
    fixture = Fixture(trained.folder)
    name = "data/stories.md" if trained.environment.generation == 1 else "data/stories.yml"
    at = fixture.at(name, "action_mood")
    position = {"line": at.line, "character": at.character}
    return fixture, {"textDocument": {"uri": fixture.uri(name)}, "position": position}


async def test_teaching_shows_what_a_server_says(running: Running) -> None:
    fixture, params = request_for(running.trained)
    address = running.opened.server.connection.address
    settings = {"engine": "rasa", "rasa": {"url": address.url, "token": address.token, "timeout": 60}}
    rasa = running.opened.server.name
    async with session(fixture, PROMPTS, configuration=settings) as held:
        await held.until(lambda: any(each.get("engine") == rasa for each in held.statuses))
        prompt = (await held.ask("teachback/teach/start", params))["prompt"]
        assert prompt["message"].endswith(f"The numbers are those of {rasa}.")
        assert (prompt["choices"][0]["value"], prompt["choices"][0]["score"]) == ("action_mood", 1.0)


async def test_a_server_is_started_for_the_editor_and_ends_with_it(trained: Trained) -> None:
    fixture, params = request_for(trained)
    rasa = {"command": [str(trained.environment.command)], "model": str(trained.model), "timeout": 60}
    async with session(fixture, PROMPTS, configuration={"engine": "rasa", "rasa": rasa}) as held:
        await held.until(lambda: any("engine" in each for each in held.statuses))
        early = (await held.ask("teachback/teach/start", params))["prompt"]
        assert early["message"].endswith("Rasa is starting; the numbers are Teachback's own.")
        name = f"Rasa {trained.environment.version}"
        await held.until(lambda: any(each.get("engine") == name for each in held.statuses), RASA_STARTS)
        prompt = (await held.ask("teachback/teach/start", params))["prompt"]
        assert prompt["message"].endswith(f"The numbers are those of {name}.")
        assert any("Starting Rasa server" in each.message for each in held.client.log_messages)


async def test_a_failing_server_is_told_once_and_teaching_goes_on(running: Running) -> None:
    fixture, params = request_for(running.trained)
    url = running.opened.server.url
    async with session(fixture, PROMPTS, configuration={"engine": "rasa", "rasa": {"url": url}}) as held:
        await held.until(lambda: bool(held.client.messages))
        for _ in range(2):
            prompt = (await held.ask("teachback/teach/start", params))["prompt"]
            assert prompt["message"].endswith("Rasa does not answer; the numbers are Teachback's own.")
            assert prompt["choices"]
        [warning] = [held.client.messages.pop(0) for _ in tuple(held.client.messages)]
        assert "wants a token" in warning.message

"""``--engine rasa`` on the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from live_servers import Running, Trained

from teachback.command import main

pytestmark = pytest.mark.rasa


@pytest.fixture
def at_server(running: Running, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    address = running.opened.server.connection.address
    monkeypatch.setenv("TEACHBACK_RASA_TOKEN", str(address.token))
    return ["--engine", "rasa", "--rasa-url", address.url, "--rasa-timeout", "60"]


def predicted(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[dict[str, Any], str]:
    assert main(["predict", *arguments, "--format", "json"]) == 0
    captured = capsys.readouterr()
    return json.loads(captured.out), captured.err


def test_stories_are_replayed_by_a_server(
    running: Running, at_server: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answer, _ = predicted(capsys, str(running.trained.folder), *at_server)
    assert answer["engine"] == "rasa"
    steps = [step for conversation in answer["conversations"] for step in conversation["steps"]]
    assert len(answer["conversations"]) == 3
    assert all(step["predicted"] == step["action"] for step in steps)
    [form] = [step for step in answer["conversations"][0]["steps"] if step["action"] == "table_form"]
    assert (form["policy"], form["by_policy"]) == ("MemoizationPolicy", {"MemoizationPolicy": {"table_form": 1.0}})


def test_events_go_to_a_server_as_they_are(
    running: Running, at_server: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    events = tmp_path / "events.json"
    message: dict[str, Any] = {"text": "hello", "intent": {"name": "greet", "confidence": 0.8}, "entities": []}
    events.write_text(
        json.dumps([
            {"event": "action", "timestamp": 1.0, "name": "action_listen", "policy": None, "confidence": None},
            {"event": "user", "timestamp": 2.0, "text": "hello", "parse_data": message, "input_channel": "rest"},
        ]),
        encoding="utf-8",
    )  # fmt: skip
    answer, _ = predicted(capsys, str(running.trained.folder), "--events", str(events), *at_server)
    [conversation] = answer["conversations"]
    assert [step["predicted"] for step in conversation["steps"]] == ["utter_greet"]


def test_a_server_is_started_from_a_model(trained: Trained, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--engine", "rasa", "--rasa-command", str(trained.environment.command), "--model", str(trained.model)]
    answer, errors = predicted(capsys, str(trained.folder), *command, "--story", "happy")
    assert answer["engine"] == "rasa"
    assert "Starting Rasa server" in errors


def test_the_embedded_engine_goes_on_without_the_server(
    running: Running, at_server: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEACHBACK_RASA_TOKEN", "wrong")
    answer, errors = predicted(capsys, str(running.trained.folder), *at_server)
    assert answer["engine"] == "embedded"
    assert all(step["predicted"] == step["action"] for each in answer["conversations"] for step in each["steps"])
    assert "refuses the token" in errors
    assert "Teachback's own policies answer instead." in errors


def test_next_ranks_by_the_scores_of_a_server(
    running: Running, at_server: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    [stories] = (running.trained.folder / "data").glob("stories.*")
    text = stories.read_text(encoding="utf-8").splitlines()
    line = next(number for number, each in enumerate(text, 1) if "action_mood" in each)
    assert main(["next", f"{stories}:{line}", "--most", "1", *at_server]) == 0
    question, _, choice = capsys.readouterr().out.splitlines()
    assert f"The numbers are those of Rasa {running.trained.environment.version}." in question
    assert choice.split()[:2] == ["1.00", "action_mood"]

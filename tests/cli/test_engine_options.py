"""``--engine rasa`` without a Rasa: options that do not fit, and the embedded engine in its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bots import write_bot
from teachback.command import main

BOT = "=== data/stories.md\n## hello\n* greet\n  - utter_greet\n"
NOWHERE = ["--engine", "rasa", "--rasa-url", "http://127.0.0.1:1"]


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        (["--engine", "rasa"], "give either its address with --rasa-url, or a model file with --model"),
        ([*NOWHERE, "--model", "bot.tar.gz"], "give either"),
        (["--rasa-url", "http://localhost:5005"], "--rasa-url and --model are for --engine rasa"),
        ([*NOWHERE, "--rasa-timeout", "soon"], "a number of seconds above 0, not 'soon'"),
        ([*NOWHERE, "--rasa-timeout", "-1"], "a number of seconds above 0"),
        (["--engine", "rasa", "--model", "m", "--rasa-command", "'"], "cannot be split into words"),
    ],
)
def test_options_that_do_not_fit_are_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], advice: str
) -> None:
    bot = write_bot(tmp_path, BOT)
    assert main(["predict", str(bot), *options]) == 2
    assert advice in capsys.readouterr().err
    assert main(["next", f"{bot}/data/stories.md:3", *options]) == 2
    assert advice in capsys.readouterr().err


def test_the_embedded_engine_answers_for_a_server_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = write_bot(tmp_path, BOT)
    assert main(["predict", str(bot), "--format", "json"]) == 0
    usual = json.loads(capsys.readouterr().out)
    assert main(["predict", str(bot), "--format", "json", *NOWHERE]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == usual
    assert usual["engine"] == "embedded"
    assert "No Rasa answers at http://127.0.0.1:1" in captured.err
    assert "Teachback's own policies answer instead." in captured.err


def test_a_server_that_cannot_be_started_costs_no_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path, BOT)
    assert (
        main(["predict", str(bot), "--engine", "rasa", "--model", f"{tmp_path}/none.tar.gz", "--rasa-command", "true"])
        == 0
    )
    captured = capsys.readouterr()
    assert "there is no model" in captured.err
    assert captured.out.endswith("predicted as the stories say.\n")

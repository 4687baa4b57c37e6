"""``teachback evaluate``: what it prints, writes and refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from evaluation_reports import BOT, TEXT

from bots import write_bot
from evaluated_bots import Counting
from teachback.cli.fitting import FittingError
from teachback.command import main
from teachback.evaluation.cross_validation import Fit
from teachback.policies.engine import Statistics
from teachback.policies.tables import Example, Tables


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The statistical policy of the command line takes seconds; what it says is tested elsewhere."""

    def fitting(tables: Tables) -> Fit:
        del tables
        return Counting

    monkeypatch.setattr("teachback.cli.evaluate.fitting", fitting)


def test_progress_goes_where_the_output_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(write_bot(tmp_path, BOT))]) == 0
    captured = capsys.readouterr()
    assert captured.out == TEXT
    assert captured.err.splitlines() == [f"fold {fold} of 3: training on 2 stories" for fold in (1, 2, 3)]


def test_the_output_can_go_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = str(write_bot(tmp_path / "bot", BOT))
    assert main(["evaluate", bot, "--output", str(tmp_path / "out.txt")]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == TEXT


def told_on_errors(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["evaluate", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


ONE = "=== data/stories.md\n## one\n* greet\n  - utter_greet\n"


@pytest.mark.parametrize(
    ("stories", "words"),
    [
        ("=== data/nlu.md\n## intent:greet\n- hi\n", "has no stories to evaluate"),
        (ONE, "there is only one story"),
        (ONE + "## again\n* greet\n  - utter_greet\n", "all 2 stories hang together by checkpoints or say the same"),
    ],
)
def test_too_few_stories_are_explained(
    stories: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in told_on_errors(capsys, str(write_bot(tmp_path, stories)))


@pytest.mark.parametrize("folds", ["1", "0", "-3", "many"])
def test_a_number_of_folds_that_is_none(folds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = told_on_errors(capsys, str(write_bot(tmp_path, BOT)), f"--folds={folds}")
    assert f"--folds takes a whole number from 2, not {folds!r}" in told


def test_more_folds_than_stories_are_cut_down_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(write_bot(tmp_path, BOT)), "--folds", "9"]) == 0
    captured = capsys.readouterr()
    assert captured.out == TEXT
    assert "only 3 parts of the stories can be held out on their own" in captured.err


def test_a_path_or_an_output_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere does not exist" in told_on_errors(capsys, str(tmp_path / "nowhere"))
    bot = str(write_bot(tmp_path / "bot", BOT))
    told = told_on_errors(capsys, bot, "--output", str(tmp_path / "no" / "folder.txt"))
    assert "cannot be written: there is no such folder" in told
    assert "fold 1" not in told
    assert "cannot be written" in told_on_errors(capsys, bot, "--output", str(tmp_path))


def test_a_file_that_cannot_be_read_is_named_and_costs_only_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = write_bot(tmp_path, BOT)
    (bot / "data" / "spoilt.md").write_bytes(b"## spoilt\n* greet\n  - utter_\xff\xfe\n")
    assert main(["evaluate", str(bot)]) == 0
    assert "data/spoilt.md: " in capsys.readouterr().err


def test_a_policy_that_cannot_be_trained_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(tables: Tables) -> Fit:
        del tables

        def fit(examples: Sequence[Example]) -> Statistics:
            raise FittingError(f"no luck with {len(examples)} examples")

        return fit

    monkeypatch.setattr("teachback.cli.evaluate.fitting", failing)
    assert "no luck with" in told_on_errors(capsys, str(write_bot(tmp_path, BOT)))


@pytest.mark.slow
def test_the_command_says_the_same_whatever_the_order_of_hashes(tmp_path: Path) -> None:
    bot = write_bot(tmp_path / "bot", BOT)

    def run(seed: str) -> bytes:
        command = [sys.executable, "-m", "teachback", "evaluate", str(bot), "--folds", "2", "--format", "json"]
        environment = os.environ | {"PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / "cache")}
        return subprocess.run(command, env=environment, check=True, capture_output=True).stdout

    first = run("1")
    assert json.loads(first)["project"]["folds"] == 2
    assert json.loads(first)["statistics"]["figures"]["all"]["total"] == 13
    assert run("2") == first
    assert not (tmp_path / "cache").exists()

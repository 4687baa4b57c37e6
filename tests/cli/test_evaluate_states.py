"""``teachback evaluate --states``: a benchmark of recorded states."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from teachback.command import main

# Two conversations of fold 0 are told once more in fold 1; in fold 2 the action after "bye" is none that others show.
BENCHMARK = """\
{
  "actions": ["action_listen", "utter_greet", "utter_bye", "utter_wave"],
  "feats": ["prev:action_listen", "prev:utter_greet", "prev:utter_bye", "intent:greet", "intent:bye"],
  "trackers": [
    {"s": [[], [0, 3], [1, 3]], "a": [0, 1, 0], "u": [0], "f": 0},
    {"s": [[], [0, 4], [2, 4]], "a": [0, 2, 0], "u": [0], "f": 0},
    {"s": [[], [0, 3], [1, 3]], "a": [0, 1, 0], "u": [0], "f": 1},
    {"s": [[], [0, 4], [2, 4]], "a": [0, 2, 0], "u": [0], "f": 1},
    {"s": [[], [0, 4]], "a": [0, 3], "u": [0], "f": 2},
    {"s": [[]], "a": [0], "u": [0], "f": 2},
    {"s": [[]], "a": [0], "u": [0], "f": 3}
  ]
}
"""


@pytest.fixture
def benchmark(tmp_path: Path) -> str:
    file = tmp_path / "bot.json"
    file.write_text(BENCHMARK)
    return str(file)


def examined(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["evaluate", "--states", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_json_has_the_chance_of_the_right_action_and_the_best_one(
    benchmark: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told: dict[str, Any] = json.loads(examined(capsys, benchmark, "--fold", "0", "--format", "json"))
    assert list(told) == ["train_cpu_s", "pred_ms", "res"]
    assert told["train_cpu_s"] > 0
    assert told["pred_ms"] > 0
    [[first, likely, best], [second, *_]] = told["res"]
    assert (first, second) == (0, 1)
    assert best == [1, 0]
    assert all(0.5 < chance <= 1 for chance in likely)


def test_what_the_other_folds_contradict_is_unlikely(benchmark: str, capsys: pytest.CaptureFixture[str]) -> None:
    told: dict[str, Any] = json.loads(examined(capsys, benchmark, "--fold", "2", "--format", "json"))
    [number, [chance], [best]], nothing_asked = told["res"]
    assert (number, best) == (4, 2)
    assert chance < 0.1
    assert nothing_asked == [5, [], []]


def test_the_text_says_how_much_is_right(benchmark: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = examined(capsys, benchmark, "--fold", "0").splitlines()
    assert lines[0] == "all actions     1.000 (4 of 4)"
    assert lines[1].startswith("unseen windows  0.000 (0 of 0), log-loss 0.000")
    assert lines[2].startswith("training        ")
    assert "0.000 (0 of 1)" in examined(capsys, benchmark, "--fold", "2").splitlines()[0]


def test_a_window_that_no_other_fold_has_is_unseen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bot.json"
    file.write_text(BENCHMARK.replace('[[], [0, 4]], "a": [0, 3]', '[[], [1, 4]], "a": [0, 3]'))
    assert "unseen windows  0.000 (0 of 1)" in examined(capsys, str(file), "--fold", "2")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["evaluate", "--states", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


@pytest.mark.parametrize("fold", [(), ("--fold", "3"), ("--fold", "9"), ("--fold", "-1")])
def test_a_fold_with_nothing_in_it_is_refused(
    benchmark: str, capsys: pytest.CaptureFixture[str], fold: tuple[str, ...]
) -> None:
    assert "the file has 0, 1, 2, and two are needed" in refused(capsys, benchmark, *fold)


def test_one_fold_alone_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bot.json"
    file.write_text(BENCHMARK.replace('"f": 0', '"f": 2').replace('"f": 1', '"f": 2'))
    assert "the file has 2, and two are needed" in refused(capsys, str(file), "--fold", "2")


def test_another_file_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bot.json"
    assert f"{file} cannot be read" in refused(capsys, str(file), "--fold", "0")
    file.write_bytes(b"\xff")
    assert f"{file} cannot be read" in refused(capsys, str(file), "--fold", "0")
    file.write_text("{}")
    assert f"{file} cannot be used" in refused(capsys, str(file), "--fold", "0")


def test_there_is_no_page_of_states(benchmark: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "text or json" in refused(capsys, benchmark, "--fold", "0", "--format", "html")


def test_the_output_can_go_to_a_file(benchmark: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out.txt"
    assert examined(capsys, benchmark, "--fold", "0", "--output", str(file)) == ""
    assert file.read_text().startswith("all actions     1.000 (4 of 4)\n")
    assert "no such folder" in refused(capsys, benchmark, "--fold", "0", "--output", str(tmp_path / "no" / "out.txt"))

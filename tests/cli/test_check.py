"""``teachback check`` as a user runs it: output, exit status, errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bots import write_bot
from teachback.command import main

CONTRADICTION = """\
=== data/stories.md
## one
* greet
  - utter_greet

## two 🎵
* greet
  - utter_hello
"""


def check(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit status, output and error output of a check."""
    status = main(["check", *map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_the_text_names_file_line_and_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = check(capsys, write_bot(tmp_path, CONTRADICTION), "--select", "contradictory-stories")
    assert status == 0
    assert out.splitlines()[0] == (
        'data/stories.md:3:5: warning After `greet` this story runs `utter_greet`, but "two 🎵" (stories.md:7) runs '
        "`utter_hello`. No policy can tell them apart: the conversations are the same up to here. "
        "[contradictory-stories]"
    )


@pytest.mark.parametrize(("domain", "status"), [("intents: [greet]\n", 0), ("intents: 5: 6\n", 1)])
def test_a_process_that_ends_at_once_has_said_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], domain: str, status: int
) -> None:
    bot = write_bot(tmp_path, CONTRADICTION)
    (bot / "domain.yml").write_text(domain, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "teachback", "check", str(bot)], capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (*check(capsys, bot)[:2], b"")
    assert done.returncode == status


def test_the_json_keeps_its_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = check(
        capsys, write_bot(tmp_path, CONTRADICTION), "--format", "json", "--select", "contradictory-stories"
    )
    report = json.loads(out)
    assert list(report) == ["version", "project", "findings"]
    assert report["project"] == {"dialect": "rasa1", "stories": 2, "rules": 0, "steps": 4, "files": 3}
    one, two = report["findings"]
    assert list(one) == ["rule", "severity", "file", "range", "message", "related", "fixes", "data"]
    assert one["range"] == {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 15}}
    assert one["data"]["after"] == {"kind": "intent", "name": "greet"}
    assert one["data"]["max_history"] == 5
    assert one["data"]["actions"] == {"utter_greet": ["one"], "utter_hello": ["two 🎵"]}
    assert one["data"]["id"] == two["data"]["id"]


def test_the_json_is_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    write_bot(tmp_path, CONTRADICTION)
    told = [
        subprocess.run(
            [sys.executable, "-m", "teachback", "check", str(tmp_path), "--format", "json"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]


def test_an_error_makes_the_exit_status_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = check(capsys, write_bot(tmp_path, "=== data/stories.md\n## one\n* greet\n  - slot{\n"))
    assert status == 1
    assert "[syntax]" in out


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["nowhere"], "does not exist"),
        ([".", "--max-history", "none"], "a whole number from 1, or 'all'"),
        ([".", "--select", "contradictions"], "there is no rule 'contradictions'"),
    ],
)
def test_wrong_use_is_explained(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    advice: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = check(capsys, *arguments)
    assert (status, out) == (2, "")
    assert advice in err


def test_several_projects_in_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bot(tmp_path / "a", CONTRADICTION)
    write_bot(tmp_path / "b", CONTRADICTION)
    _, out, _ = check(capsys, tmp_path, "--format", "json", "--select", "contradictory-stories")
    assert [finding["file"] for finding in json.loads(out)["findings"]] == [
        *["a/data/stories.md"] * 2,
        *["b/data/stories.md"] * 2,
    ]


def test_a_file_stands_for_its_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bot(tmp_path, CONTRADICTION)
    _, out, _ = check(capsys, tmp_path / "data" / "stories.md", "--select", "contradictory-stories")
    assert "2 warnings in 2 stories, 3 files." in out


def test_named_files_replace_what_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bot(tmp_path, CONTRADICTION + "=== elsewhere/one.md\n## alone\n* greet\n  - utter_greet\n")
    status, out, _ = check(
        capsys,
        tmp_path,
        *("--data", tmp_path / "elsewhere" / "one.md", "--domain", tmp_path / "domain.yml"),
        *("--select", "contradictory-stories", "--format", "json"),
    )
    report = json.loads(out)
    assert status == 0
    assert (report["project"]["stories"], report["findings"]) == (1, [])

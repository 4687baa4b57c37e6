"""What ``teachback check`` said of the very same files is said again, and of any others it is worked out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bots import write_bot
from teachback.cache import Cache
from teachback.cli import checking
from teachback.cli.said import Said
from teachback.cli.wanted_check import WantedCheck
from teachback.command import main

BOT = """\
=== data/stories.md
## one
* greet
  - utter_greet

## two
* greet
  - utter_hello
=== data/nlu.md
## intent:greet
- hi
"""
KEPT = "said before\n"


def check(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    main(["check", *map(str, arguments)])
    return capsys.readouterr().out


def kept() -> Path:
    return Path(os.environ["XDG_CACHE_HOME"], "teachback", "check")


def say_from_now_on(text: str) -> None:
    """Puts other words in the place of all that was kept, so that a test sees where an answer comes from."""
    for entry in kept().iterdir():
        Cache(kept()).put(entry.name, Said(text, 0).to_bytes())


def test_the_same_files_are_not_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path, BOT)
    first = check(capsys, bot)
    assert check(capsys, bot) == first
    say_from_now_on(KEPT)
    assert check(capsys, bot) == KEPT


def write(bot: Path, path: str, text: str) -> None:
    (bot / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("data/stories.md", "## one\n* greet\n  - utter_bye\n"),
        ("data/more.md", "## three\n* bye\n  - utter_bye\n"),
        ("domain.yml", "intents: [greet]\n"),
        ("config.yml", "policies: []\n"),
        ("below/domain.yml", "intents: [greet]\n"),
    ],
)
def test_any_other_files_are(tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str, text: str) -> None:
    bot = write_bot(tmp_path, BOT)
    (bot / "below").mkdir()
    write(bot, "below/config.yml", "language: en\n")
    check(capsys, bot)
    say_from_now_on(KEPT)
    write(bot, path, text)
    assert check(capsys, bot) == check(capsys, bot, "--no-cache") != KEPT


def test_a_file_that_is_gone_is_a_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path, BOT)
    check(capsys, bot)
    say_from_now_on(KEPT)
    (bot / "data/nlu.md").unlink()
    assert check(capsys, bot) == check(capsys, bot, "--no-cache") != KEPT


@pytest.mark.parametrize(
    "options",
    [["--format", "json"], ["--select", "unused-action"], ["--ignore", "unused-intent"], ["--max-history", "1"]],
)
def test_and_so_are_the_same_files_when_something_else_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    bot = write_bot(tmp_path, BOT)
    check(capsys, bot)
    say_from_now_on(KEPT)
    assert check(capsys, bot, *options) != KEPT
    assert check(capsys, bot) == KEPT


def test_without_the_cache_nothing_is_taken_from_it_or_put_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = write_bot(tmp_path, BOT)
    first = check(capsys, bot, "--no-cache")
    assert not kept().exists()
    assert check(capsys, bot) == first
    say_from_now_on(KEPT)
    assert check(capsys, bot, "--no-cache") == first


def test_a_damaged_entry_is_as_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path, BOT)
    first = check(capsys, bot)
    for entry in kept().iterdir():
        entry.write_bytes(entry.read_bytes()[:-1])
    assert check(capsys, bot) == first


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept().parent.mkdir()
    kept().write_text("in the way")
    bot = write_bot(tmp_path, BOT)
    assert check(capsys, bot) == check(capsys, bot) == check(capsys, bot, "--no-cache")


def test_what_is_found_while_files_change_is_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = write_bot(tmp_path, BOT)
    really = checking.checked

    def slowly(wanted: WantedCheck) -> checking.Checked:
        found = really(wanted)
        write(bot, "data/stories.md", "")
        return found

    monkeypatch.setattr(checking, "checked", slowly)
    check(capsys, bot)
    assert not kept().exists()

"""How the person's own editor is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from teachback.cli.interactive.text_editor import open_in, opening, text_editor
from teachback.teaching.reason import StoryPlace

PLACE = StoryPlace("hello", "/bot/my data/stories.md", 6)


@pytest.mark.parametrize(
    ("told", "command"),
    [
        ("vim", ["vim", "+7", "/bot/my data/stories.md"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", "/bot/my data/stories.md"]),
        ("code --wait", ["code", "--wait", "-g", "/bot/my data/stories.md:7"]),
        ("my-editor; rm -rf x", ["my-editor;", "rm", "-rf", "x", "/bot/my data/stories.md"]),
    ],
)
def test_an_editor_is_told_the_line_in_its_own_way(told: str, command: list[str]) -> None:
    assert opening(text_editor({"EDITOR": told}), PLACE) == command


def test_visual_comes_before_editor() -> None:
    assert text_editor({"EDITOR": "ed", "VISUAL": "vim"}) == ("vim",)
    assert text_editor({"EDITOR": "ed", "VISUAL": ""}) == ("ed",)


@pytest.mark.parametrize("variables", [{}, {"EDITOR": "'vim"}, {"VISUAL": " "}])
def test_without_one_there_is_none(variables: dict[str, str]) -> None:
    assert text_editor(variables) == ()


def test_an_editor_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = (tmp_path / "no editor").as_posix()
    assert open_in([missing], [PLACE]) == f"{missing} could not be started: No such file or directory."

"""``teachback next``: what may come next at a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import write_bot
from teachback.command import main

STORIES = """\
=== data/stories.md
## one
* greet
  - utter_greet

## two
* greet
  - utter_hello
"""


@pytest.mark.slow
def test_the_actions_of_both_stories_come_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write_bot(tmp_path / "bot", STORIES)
    assert main(["next", f"{tmp_path}/bot/data/stories.md:3", "--most", "3"]) == 0
    question, _, *choices = capsys.readouterr().out.splitlines()
    assert "the stories disagree" in question
    assert {choice.split()[1] for choice in choices[:2]} == {"utter_greet", "utter_hello"}
    assert len(choices) == 3


@pytest.mark.parametrize(
    ("place", "advice"),
    [("stories.md", "give an existing file and a line"), ("data/stories.md:99", "there is no line 99"),
     ("domain.yml:1", "no stor")],
)  # fmt: skip
def test_a_place_without_a_step_is_explained(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    advice: str,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(write_bot(tmp_path / "bot", STORIES))
    assert main(["next", place]) == 2
    assert advice in capsys.readouterr().err

"""A contradiction across checkpoints names the stories on the way to it, also after one of them gets another name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import write_bot
from teachback.checks.inspection import Inspector
from teachback.project.project import Project
from teachback.text.document import Document

STORIES = """\
## first
* greet
  - utter_greet
> there

## second
* bye
  - utter_bye
> there

## goes on
> there
* chitchat
  - utter_done

## does not
> there
* chitchat
  - utter_chitchat
"""


@pytest.mark.parametrize("renamed", ["first", "second", "goes on", "does not"])
def test_a_story_that_gets_another_name_is_called_by_it(tmp_path: Path, renamed: str) -> None:
    bot = write_bot(tmp_path, f"=== data/stories.md\n{STORIES}")
    project = Project(bot)
    inspector = Inspector()
    before = inspector.inspect(project.read())
    path = (bot / "data/stories.md").as_posix()
    assert any("shortest ways" in finding.message for finding in before.findings[path])
    text = STORIES.replace(f"## {renamed}\n", "## another name\n")
    after = inspector.inspect(project.overlay(path, Document(text)))
    assert after.findings[path] == Inspector().inspect(project.snapshot).findings[path]
    assert not any(f'"{renamed}' in finding.message for finding in after.findings[path])

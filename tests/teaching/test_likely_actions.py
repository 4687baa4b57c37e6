"""How likely actions are in a line that somebody types. ``$0`` is the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bots import open_bot
from teachback.checks.inspection import Inspector
from teachback.teaching.likely_actions import likely_actions

OTHERS = """\
## other
* greet
  - utter_hello

## another
* greet
  - utter_hello
  - utter_done

## third
* greet
  - utter_greet
"""


def likely(folder: Path, body: str, others: str = OTHERS) -> Mapping[str, float]:
    text = f"## one\n{body}\n\n{others}"
    project = open_bot(folder, f"=== data/stories.md\n{text.replace('$0', '')}")
    facts = Inspector().inspect(project.snapshot).facts
    return likely_actions(facts, None, (folder / "data/stories.md").as_posix(), text.index("$0"))


@pytest.mark.parametrize("line", ["  - $0", "  - utter_gr$0", "  -$0", "$0"])
def test_what_the_other_stories_run_there_is_likely_whether_the_line_can_be_read_or_not(
    tmp_path: Path, line: str
) -> None:
    assert likely(tmp_path, f"* greet\n{line}\n") == pytest.approx({"utter_hello": 2 / 3, "utter_greet": 1 / 3})


def test_the_next_line_of_a_turn_is_asked_about_what_follows_the_action_above(tmp_path: Path) -> None:
    found = likely(tmp_path, "* greet\n  - utter_hello\n  - $0\n")
    assert found == pytest.approx({"action_listen": 1 / 2, "utter_done": 1 / 2})


def test_nothing_is_known_above_the_first_story(tmp_path: Path) -> None:
    text = "<!-- -->\n## one\n* greet\n  - utter_greet\n"
    project = open_bot(tmp_path, f"=== data/stories.md\n{text}")
    facts = Inspector().inspect(project.snapshot).facts
    assert likely_actions(facts, None, (tmp_path / "data/stories.md").as_posix(), 2) == {}

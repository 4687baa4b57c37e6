"""Comments that silence a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import inspect_bot, lines

STORIES = """\
=== data/stories.md
{above}
## one
* greet
  - utter_greet {beside}

## two
* greet
  - utter_hello
"""


@pytest.mark.parametrize(
    ("above", "beside"),
    [
        ("<!-- teachback: ignore contradictory-stories -->", ""),
        ("", "<!-- teachback: ignore contradictory-stories -->"),
        ("<!-- teachback: ignore syntax, contradictory-stories -->", ""),
    ],
)
def test_a_comment_silences_its_line_or_its_story(tmp_path: Path, above: str, beside: str) -> None:
    inspection = inspect_bot(tmp_path, STORIES.format(above=above, beside=beside))
    assert lines(inspection, "contradictory-stories") == ["data/stories.md:8 utter_hello"]


@pytest.mark.parametrize("comment", ["<!-- teachback: ignore syntax -->", "<!-- ignore contradictory-stories -->"])
def test_another_comment_silences_nothing(tmp_path: Path, comment: str) -> None:
    inspection = inspect_bot(tmp_path, STORIES.format(above="", beside=comment))
    assert len(lines(inspection, "contradictory-stories")) == 2

"""One file's text into all that it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import write_bot
from teachback.formats.story_tree import Story
from teachback.project.layout import lay_out
from teachback.project.options import Options
from teachback.project.reading import Reader
from teachback.project.sources import SourceFile
from teachback.text.document import Document

GREET = "- story: greet\n  steps:\n  - intent: greet\n  - action: utter_greet\n"
BYE = "- story: bye\n  steps:\n  - intent: bye\n  - action: utter_bye\n"
NLU = "nlu:\n- intent: greet\n  examples: |\n    - hello\n"
RESPONSES = "responses:\n  utter_greet:\n  - text: hi\n"


def read(folder: Path, *texts: str) -> list[SourceFile]:
    """What one reader makes of a file that holds one text after the other."""
    layout = lay_out(write_bot(folder, "=== data/stories.yml\nstories: []\n"), Options())
    reader = Reader()
    files = [reader.read(folder / "data" / "stories.yml", Document(text), layout) for text in texts]
    return [file for file in files if file is not None]


def stories(file: SourceFile) -> list[Story]:
    return [placed.story for placed in file.placed_stories()]


def test_after_an_edit_the_other_stories_are_the_very_same(tmp_path: Path) -> None:
    before, after = read(tmp_path, f"stories:\n{GREET}{BYE}", f"# new\nstories:\n{GREET}  - action: b\n{BYE}")
    assert stories(after)[1] is stories(before)[1]
    assert stories(after)[0] != stories(before)[0]
    assert stories(after)[0].lines[0] is stories(before)[0].lines[0]


@pytest.mark.parametrize("text", [f"{NLU}stories:\n{GREET}", f"stories:\n{GREET}{NLU}", f"stories:\n{GREET}\n{NLU}"])
def test_a_file_may_hold_stories_and_nlu_data(tmp_path: Path, text: str) -> None:
    (file,) = read(tmp_path, text)
    assert [story.name.text for story in stories(file)] == ["greet"]
    assert file.nlu
    assert file.domain is None


def test_a_file_may_hold_stories_and_responses(tmp_path: Path) -> None:
    (file,) = read(tmp_path, f"stories:\n{GREET}{RESPONSES}")
    assert [story.name.text for story in stories(file)] == ["greet"]
    assert file.domain


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (f"stories:\n{GREET}    action: a\n", ["duplicate-key"]),
        (f"stories:\n{GREET}  - bot: a: b\n{BYE}", ["syntax"]),
        (f"stories:\n{GREET}  - bot: 'a\n{BYE}  - bot: b'\n", []),
        (f"stories:\n{GREET}stories:\n{BYE}", ["duplicate-key"]),
    ],
)
def test_problems_of_yaml_are_those_of_the_file(tmp_path: Path, text: str, rules: list[str]) -> None:
    (file,) = read(tmp_path, text)
    assert [problem.rule for problem in file.problems] == rules

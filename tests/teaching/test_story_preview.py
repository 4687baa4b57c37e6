"""The taught stories alone, as they would stand in their file."""

from pathlib import Path

import pytest
from exports import facts_of, planned

from teachback.teaching.export.story_preview import story_preview

DOMAIN_3X = """\
=== domain.yml
version: "3.1"
intents: [greet, bye]
responses:
  utter_greet: [{text: hi}]
=== config.yml
policies: [{name: MemoizationPolicy}]
"""
TOLD = "* greet: hello\n- utter_greet\n"


MARKDOWN = "=== data/stories.md\n## a\n* greet\n  - utter_greet\n"
YAML = f"""\
{DOMAIN_3X}=== data/stories.yml
version: '3.1'
stories:
  - story: a
    steps:
      - intent: greet

rules:
  - rule: r
    steps:
      - intent: bye
      - action: utter_greet
"""
NEW_FILE = """\
version: "3.1"
stories:
- story: greet
  steps:
  - intent: greet
  - action: utter_greet
"""
IN_MARKDOWN = "## greet\n* greet\n  - utter_greet\n"
IN_YAML = """\
  - story: greet
    steps:
      - intent: greet
      - action: utter_greet
"""


@pytest.mark.parametrize(
    ("project", "name", "shown"),
    [
        (MARKDOWN, "stories.md", IN_MARKDOWN),
        (MARKDOWN.replace("greet\n", "greet\r\n").rstrip(), "stories.md", IN_MARKDOWN),
        (YAML, "stories.yml", IN_YAML),
        (DOMAIN_3X, "stories.yml", NEW_FILE),
    ],
)
def test_it_is_what_is_new_in_the_file(tmp_path: Path, project: str, name: str, shown: str) -> None:
    made = story_preview(planned(facts_of(tmp_path, project), TOLD))
    assert made is not None
    assert Path(made.path).name == name
    assert made.text.replace("\n\n", "\n") == shown


def test_without_a_story_there_is_none(tmp_path: Path) -> None:
    assert story_preview(planned(facts_of(tmp_path, DOMAIN_3X))) is None

"""Story Markdown against what real Rasa 1.10 read, story by story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formats.rasa_steps import RasaStep, rasa_steps
from teachback.formats.problems import Problem, Severity
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_tree import StoryFile
from teachback.text.document import decode

CASES = sorted((Path(__file__).parent.parent / "parity" / "rasa-1.10").glob("*/expected.json"))


def read(path: Path) -> StoryFile:
    return read_story_markdown(decode(path.read_bytes()).text)


def problems_of(file: StoryFile) -> list[Problem]:
    return [*file.problems, *(problem for placed in file.stories for problem in placed.story.problems)]


def recorded_steps(expected: dict[str, Any]) -> list[RasaStep]:
    kept = {"type", "intent", "entities", "story_string"}
    steps: list[RasaStep] = []
    for step in expected["parse"]["steps"]:
        events = [{key: value for key, value in event.items() if key in kept} for event in step["events"]]
        for event in events:
            if event["type"] == "user":
                del event["story_string"]
        steps.append(RasaStep(step["block_name"], step["start_checkpoints"], events, step["end_checkpoints"]))
    return steps


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_rasa_reads_the_same(case: Path) -> None:
    expected = json.loads(case.read_text(encoding="utf-8"))
    files = [read(path) for path in sorted((case.parent / "data").rglob("*.md"))]
    errors = [problem for file in files for problem in problems_of(file) if problem.severity is Severity.ERROR]
    assert bool(errors) == bool(expected.get("parse_error"))
    assert any(file.broken for file in files) == bool(errors)
    if not errors:
        assert rasa_steps(files) == recorded_steps(expected)

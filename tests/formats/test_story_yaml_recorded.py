"""Stories and rules in YAML against what real Rasa 3.6 read, step by step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formats.rasa_steps import RasaStep, rasa_steps_of_3x
from teachback.formats.story_tree import StoryFile
from teachback.formats.story_yaml import read_stories
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.document import decode

CASES = sorted((Path(__file__).parent.parent / "parity" / "rasa-3.6").glob("*/expected.json"))
KEPT = ("type", "intent", "text", "entities", "action_name", "action_text", "str")


def read(path: Path) -> StoryFile:
    text = decode(path.read_bytes()).text
    return read_stories(parse_yaml(text), text)


def recorded_steps(expected: dict[str, Any]) -> list[RasaStep]:
    return [
        RasaStep(
            step["block_name"],
            step["start_checkpoints"],
            [{key: event[key] for key in KEPT if key in event} for event in step["events"]],
            step["end_checkpoints"],
        )
        for step in expected["parse"]["steps"]
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_rasa_reads_the_same(case: Path) -> None:
    expected = json.loads(case.read_text(encoding="utf-8"))
    files = [read(path) for path in sorted((case.parent / "data").rglob("*.yml"))]
    assert any(file.broken for file in files) == bool(expected.get("parse_error"))
    if "parse" in expected:
        assert by_name(rasa_steps_of_3x(files)) == by_name(recorded_steps(expected))


def by_name(steps: list[RasaStep]) -> list[RasaStep]:
    """Rasa reads files in the order in which the system lists them; the steps of one story stay in order."""
    return sorted(steps, key=lambda step: step.block_name)

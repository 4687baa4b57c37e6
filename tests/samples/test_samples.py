"""The samples are as their READMEs say: each announced finding is there, and nothing else is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TEACHBACK = Path(sys.executable).with_name("teachback")
ROW = re.compile(r"^\| `(?P<file>[^`:]+):(?P<line>\d+)` \| `(?P<rule>[a-z-]+)` \|", re.MULTILINE)


def announced(sample: Path) -> list[tuple[str, int, str]]:
    text = (sample / "README.md").read_text(encoding="utf-8")
    return sorted((row["file"], int(row["line"]), row["rule"]) for row in ROW.finditer(text))


def found(sample: Path, *options: str) -> list[tuple[str, int, str]]:
    command = [TEACHBACK, "check", sample, "--format", "json", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    findings = json.loads(done.stdout)["findings"]
    return sorted((each["file"], each["range"]["start"]["line"] + 1, each["rule"]) for each in findings)


@pytest.mark.parametrize("name", ["concertbot", "restaurant-form", "reminder-rules"])
def test_a_sample_holds_what_its_readme_announces_and_nothing_else(name: str) -> None:
    sample = SAMPLES / name
    assert len(announced(sample)) >= 2
    assert found(sample) == announced(sample)


def test_the_readme_of_concertbot_is_right_about_max_history() -> None:
    sample = SAMPLES / "concertbot"
    assert found(sample, "--max-history", "3") == announced(sample)
    assert found(sample, "--max-history", "4") == []
    assert found(sample, "--max-history", "all") == []


@pytest.mark.parametrize(("slot", "cured"), [("venues", True), ("concerts", False)])
def test_the_readme_of_concertbot_is_right_about_featurized_slots(tmp_path: Path, slot: str, *, cured: bool) -> None:
    sample = SAMPLES / "concertbot"
    for file in ("domain.yml", "config.yml", "data/stories.md", "data/nlu.md"):
        copy = tmp_path / file
        copy.parent.mkdir(exist_ok=True)
        text = (sample / file).read_text(encoding="utf-8")
        copy.write_text(text.replace(f"{slot}:\n    type: unfeaturized", f"{slot}:\n    type: list"), encoding="utf-8")
    assert found(tmp_path) == ([] if cured else announced(sample))

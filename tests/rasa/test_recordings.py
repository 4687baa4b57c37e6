"""The committed records of the parity cases are what real Rasa says today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from differences import differences
from recording import GENERATIONS, ROOT, Generation, start_recording

RECORD = "expected.json"
# Of a case whose record changed altogether, this many differences are enough to see it.
MOST_DIFFERENCES = 20

pytestmark = pytest.mark.rasa


def cases() -> list[Any]:
    return [
        pytest.param(generation, folder.name, id=f"{generation.name}/{folder.name}")
        for generation in GENERATIONS
        for folder in sorted(generation.cases.iterdir())
    ]


@pytest.fixture(scope="session")
def recorded_anew() -> Path:
    """All cases, recorded into ``artefacts/parity/GENERATION``, by both Rasas at once."""
    out = ROOT / "artefacts" / "parity"
    started = [start_recording(each, out / each.name) for each in GENERATIONS if each.ready]
    assert [process.wait() for process in started] == [0 for _ in started]
    return out


@pytest.mark.parametrize(("generation", "case"), cases())
def test_the_committed_record_is_what_rasa_says(generation: Generation, case: str, recorded_anew: Path) -> None:
    if not generation.ready:
        pytest.skip(f"Rasa {generation.version} is not installed: scripts/rasa-environments.sh")
    committed = read(generation.cases / case)
    anew = read(recorded_anew / generation.name / case)
    assert list(differences(committed, anew))[:MOST_DIFFERENCES] == []


def read(folder: Path) -> Any:
    return json.loads((folder / RECORD).read_text(encoding="utf-8"))

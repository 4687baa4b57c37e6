"""The committed graphs of the parity cases are what real Rasa draws today."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from differences import differences
from recording import OF_STORIES, RECORDERS, ROOT, Generation

RECORD = "graphs.json"
PROGRAMS = {"1.10.26": "record_graphs_1x.py", "3.6.21": "record_graphs_3x.py"}
MOST_DIFFERENCES = 20

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module", params=OF_STORIES, ids=lambda generation: generation.name)
def generation(request: pytest.FixtureRequest) -> Generation:
    if not request.param.ready:
        pytest.skip(f"Rasa {request.param.version} is not installed: scripts/rasa-environments.sh")
    return request.param


def test_the_committed_graphs_are_what_rasa_draws(generation: Generation) -> None:
    out = ROOT / "artefacts" / "graphs" / generation.name
    command = [generation.python, RECORDERS / PROGRAMS[generation.version], generation.cases, out]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore"}
    environment.pop("PYTHONPATH", None)  # what is for this Python is not for Rasa's
    subprocess.run(command, env=environment, check=True)
    found = {case.name: list(changed(case, out / case.name)) for case in sorted(generation.cases.iterdir())}
    assert {name: lines[:MOST_DIFFERENCES] for name, lines in found.items() if lines} == {}


def changed(case: Path, anew: Path) -> list[str]:
    return list(differences(read(case), read(anew)))


def read(folder: Path) -> Any:
    return json.loads((folder / RECORD).read_text(encoding="utf-8"))

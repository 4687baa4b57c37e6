"""The committed record of commands such as `/greet` is what real Rasa says today."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from environments import QUIET
from recording import CASES, OF_STORIES, RECORDERS, Generation

RECORD = CASES / "messages" / "commands.json"
FOLDERS = {"rasa-1.10": "rasa1", "rasa-3.6": "rasa3"}

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize("generation", OF_STORIES, ids=lambda each: each.name)
def test_the_committed_record_is_what_rasa_says(generation: Generation, tmp_path: Path) -> None:
    if not generation.ready:
        pytest.skip(f"Rasa {generation.version} is not installed: scripts/rasa-environments.sh")
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    done = subprocess.run(
        [generation.python, RECORDERS / FOLDERS[generation.name] / "commands.py"],
        input=json.dumps([each["text"] for each in record]),
        cwd=tmp_path,
        env={**os.environ, **QUIET, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout.rpartition("\n")[2]) == [each[generation.name] for each in record]

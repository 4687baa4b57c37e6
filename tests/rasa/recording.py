"""Recording the parity cases with real Rasa: ``recording.py [--only TEXT …]`` writes every ``expected.json`` anew.

``scripts/rasa-environments.sh`` builds the environments in which the recorders run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "parity"
RECORDERS = Path(__file__).resolve().parent / "recorders"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "teachback"
ENVIRONMENTS = Path(os.environ.get("TEACHBACK_RASA_ENVIRONMENTS") or CACHE)


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation of Rasa: the folder of cases for it, the version that stands for it, and their recorder."""

    name: str
    version: str
    recorder: str

    @property
    def cases(self) -> Path:
        return CASES / self.name

    @property
    def python(self) -> Path:
        return ENVIRONMENTS / f"rasa-{self.version}" / "bin" / "python"

    @property
    def ready(self) -> bool:
        return self.python.with_name("rasa").exists()


GENERATIONS = (
    Generation("rasa-1.10", "1.10.26", "record_1x.py"),
    Generation("rasa-3.6", "3.6.21", "record_3x.py"),
    Generation("actions-1.10", "1.10.26", "record_actions_1x.py"),
    Generation("actions-3.6", "3.6.21", "record_actions_3x.py"),
)

OF_STORIES = tuple(each for each in GENERATIONS if each.recorder in {"record_1x.py", "record_3x.py"})
"""The generations whose cases are stories to train on; the others play conversations."""


def start_recording(generation: Generation, out: Path, only: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    """Start recording the cases of a generation into ``out/CASE/expected.json``; progress goes to the screen."""
    command = [generation.python, RECORDERS / generation.recorder, generation.cases, out]
    if only:
        command += ["--only", *only]
    # Rasa keeps some things in sets: with one seed they come in one order.
    return subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore"})


def main() -> int:
    """Record what the command line asks for, both generations at once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], metavar="TEXT", help="cases whose name contains one of these")
    only: list[str] = parser.parse_args().only
    chosen = [each for each in GENERATIONS if not only or any(t in c.name for t in only for c in each.cases.iterdir())]
    started = [start_recording(each, each.cases, only) for each in chosen]
    return max((process.wait() for process in started), default=1)


if __name__ == "__main__":
    sys.exit(main())

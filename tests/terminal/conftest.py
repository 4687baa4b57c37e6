"""What the tests in a terminal need: tmux, and a folder in which what was trained once is found again."""

from __future__ import annotations

import fcntl
import subprocess
import tempfile
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "tmux.sh"
_MAY_NOT_INSTALL = 3


@pytest.fixture(scope="session", autouse=True)
def tmux() -> None:
    """Skips, with the reason, where there is none and none may be installed. One process of the tests installs."""
    with (Path(tempfile.gettempdir()) / "teachback-tests-tmux.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run([_SCRIPT], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode == _MAY_NOT_INSTALL:
        pytest.skip(done.stdout.strip().splitlines()[-1])
    assert done.returncode == 0, done.stdout

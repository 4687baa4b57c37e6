"""Debian's Neovim, which knows nothing of Teachback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lsp_projects import CONTRADICTION, write_project

NEOVIM = shutil.which("nvim")

pytestmark = [
    pytest.mark.editor,
    pytest.mark.skipif(NEOVIM is None, reason="Neovim is not installed (Debian package neovim)"),
]


@pytest.mark.parametrize("title", ["Use action_wave in all 2 stories", "Teach next action: action_wave"])
def test_diagnostics_arrive_and_a_code_action_applies(tmp_path: Path, title: str) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    environment = os.environ | {
        "TEACHBACK_PYTHON": sys.executable,
        "TEACHBACK_ROOT": fixture.folder.as_posix(),
        "TEACHBACK_FILE": fixture.path("data/one.md"),
        "TEACHBACK_TITLE": title,
        "XDG_CACHE_HOME": (tmp_path / "cache").as_posix(),
        "XDG_STATE_HOME": (tmp_path / "state").as_posix(),
    }
    script = Path(__file__).with_name("neovim.lua")
    done = subprocess.run(
        [NEOVIM or "nvim", "--headless", "--clean", "-n", "-S", script.as_posix()],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert f"found {fixture.here().line}:{fixture.here().character}" in said
    assert "text ## first|* greet|  - action_hello|* bye|  - action_wave" in said

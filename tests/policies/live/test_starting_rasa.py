"""How a Rasa is started, seen by a program that reads its options as Rasa does."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from queue import SimpleQueue

import pytest

from teachback.policies.live.process import RasaProcess

PROGRAM = """\
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("action")
parser.add_argument("--enable-api", action="store_true")
for option in ("--model", "--port", "--credentials"):
    parser.add_argument(option)
parser.add_argument("-t", "--auth-token")
print("token", parser.parse_args().auth_token)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no Rasa is started there")
def test_a_secret_may_begin_with_a_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def secret(_: int) -> str:
        return "-told-to-nobody"

    monkeypatch.setattr(secrets, "token_urlsafe", secret)
    program, model = tmp_path / "rasa.py", tmp_path / "model.tar.gz"
    program.write_text(PROGRAM)
    model.touch()
    heard = SimpleQueue[str]()
    process = RasaProcess([sys.executable, str(program)], model, heard.put)
    try:
        assert heard.get(timeout=60) == "token -told-to-nobody"
    finally:
        process.close()

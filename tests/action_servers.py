"""Real action servers, run for as long as a test needs them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import urllib3
from urllib3.exceptions import HTTPError

# Between two looks at a server that is starting.
LOOK_SECONDS = 0.05


@contextmanager
def action_server(python: Path, folder: Path, module: str, options: Sequence[str] = ()) -> Generator[str]:
    """The address of the `rasa_sdk` that ``python`` has, serving the actions of a module in ``folder``."""
    port = _free_port()
    process = subprocess.Popen(
        [python, "-m", "rasa_sdk", "--actions", module, "--port", str(port), *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "SANIC_HOST": "127.0.0.1", "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}/webhook"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    """Until the server answers; if it ends before, the test fails with its last words."""
    while not _answers(url):
        try:
            process.wait(LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(process.communicate()[0].decode())


def _answers(url: str) -> bool:
    try:
        return urllib3.request("GET", url, retries=False, timeout=10).status == 200
    except HTTPError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

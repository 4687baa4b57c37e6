"""A Rasa that Teachback starts from a model, on this machine, for itself alone."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from teachback.policies.live import supervisor
from teachback.policies.live.connection import Address
from teachback.policies.live.problems import CannotStart, Ended

Log = Callable[[str], None]
"""Takes one line of a server's log; called in a thread of its own."""

LOOPBACK = "127.0.0.1"
_HELP_TIME = 60.0
_LAST_WORDS = 3
_LONGEST_LINE = 2000
# No channels: without this file Rasa would talk to its own terminal, and with the project's to whole networks.
_NO_CHANNELS = "{}\n"


class RasaProcess:
    """A server that runs from the moment it is made until ``close``, or until this process ends.

    It works in an empty folder of its own, so that it reads no ``endpoints.yml`` or ``credentials.yml``, asks for
    its own secret token, and on this machine alone where its generation can (1.10 always listens on all interfaces).
    Raises ``CannotStart``, and ``OSError`` where the system has no room for another process or folder.
    """

    __slots__ = ("_folder", "_last", "_log", "_process", "_reader", "address")

    def __init__(self, command: Sequence[str], model: Path, log: Log) -> None:
        program = _program(command)
        if not model.exists():
            raise CannotStart(f"there is no model {model}. Train one with `rasa train`, or correct the path.")
        options = [*_interface(program), "--port", str(port := _free_port())]
        self.address = Address(f"http://{LOOPBACK}:{port}", secrets.token_urlsafe(32))
        self._log = log
        self._last: deque[str] = deque(maxlen=_LAST_WORDS)
        self._folder = tempfile.TemporaryDirectory(prefix="teachback-rasa-")
        channels = Path(self._folder.name, "no-channels.yml")
        channels.write_text(_NO_CHANNELS, encoding="utf-8")
        options += ["--enable-api", f"--auth-token={self.address.token}", "--credentials", str(channels)]
        arguments = [*program, "run", "--model", str(model.absolute()), *options]
        self._process = _supervised(arguments, self._folder.name)
        self._reader = threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True)
        self._reader.start()

    def check(self) -> None:
        """Raise ``Ended`` if the server is no more."""
        status = self._process.poll()
        if status is not None:
            self._reader.join(1)
            raise Ended(status, " | ".join(self._last))

    def close(self) -> None:
        """End the server and wait until it has ended. May be called from any thread, and more than once."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        self._folder.cleanup()

    def _read(self, output: IO[bytes] | None) -> None:
        if output is None:  # it is a pipe: see _supervised
            return
        with output:
            for line in output:
                text = line.decode("utf-8", "replace").rstrip()[:_LONGEST_LINE]
                if text:
                    self._last.append(text)
                    self._log(text)


def _program(command: Sequence[str]) -> list[str]:
    """The command with the whole path of its program."""
    if os.name == "nt":
        raise CannotStart("this is not supported on Windows yet. Start `rasa run --enable-api` and give its address.")
    found = shutil.which(command[0]) if command else None
    if found is None:
        raise CannotStart(f"there is no command {' '.join(command)!r}. Give the path of `rasa` in its environment.")
    return [str(Path(found).absolute()), *command[1:]]


def _interface(program: Sequence[str]) -> list[str]:
    """The option by which the server listens on this machine alone, where it has one: 1.10 has not."""
    try:
        told = subprocess.run(  # noqa: S603 - the user's own command
            [*program, "run", "--help"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_HELP_TIME,
            check=False,
            env=_environment(),
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise CannotStart(f"{' '.join(program)} does not run: {problem}.") from problem
    if told.returncode != 0 or b"--enable-api" not in told.stdout:
        last = told.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise CannotStart(f"{' '.join(program)} is no command `rasa` (exit status {told.returncode}). {last}".strip())
    return ["--interface", LOOPBACK] if b"--interface" in told.stdout else []


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((LOOPBACK, 0))
        return int(asked.getsockname()[1])


def _supervised(arguments: Sequence[str], folder: str) -> subprocess.Popen[bytes]:
    """The supervisor, which stands outside of this terminal's group: an interrupt is for us to deal with."""
    return subprocess.Popen(  # noqa: S603 - this interpreter with our own script, and the user's own command
        [sys.executable, "-I", supervisor.__file__, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=_environment(),
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """Rasa's usage reports stay off: the author has asked Teachback, not Rasa, to do something."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **quiet}

"""The small process between Teachback and a Rasa that it started: Rasa ends when its owner ends, however that happens.

Run as a script: ``supervisor.py COMMAND ARGUMENT…``. Its standard input is a pipe whose other end only the owner holds.
When the pipe ends, because the owner closed it, crashed or was killed, the command and whatever it started end, too.
It knows nothing of Teachback, so that it starts at once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

GRACE = 3.0
"""Seconds that the command has to end by itself."""


def supervise(command: list[str]) -> int:
    """Run a command until it ends or the owner does; its exit status."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - the owner's own
    threading.Thread(target=_end_with_owner, args=(process,), daemon=True).start()
    status = process.wait()
    _signal(process.pid, signal.SIGKILL)  # whatever it has left behind
    return status


def _end_with_owner(process: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1024):  # nothing is ever sent
        pass
    _signal(process.pid, signal.SIGTERM)
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        _signal(process.pid, signal.SIGKILL)


def _signal(group: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # macOS says the latter of a group that is only a zombie
        os.killpg(group, number)


if __name__ == "__main__":
    sys.exit(supervise(sys.argv[1:]) & 0xFF)

"""From settings to a server that can be asked: connected to, or started and waited for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from teachback.policies.live.connection import Connection, address_of
from teachback.policies.live.problems import CannotStart, LiveProblem, TooSlow, Unreachable
from teachback.policies.live.process import Log, RasaProcess
from teachback.policies.live.server import LiveServer, open_server
from teachback.policies.live.settings import LiveSettings

LONGEST_START = 300.0
"""Seconds after which a server that is still not ready is given up."""

BETWEEN_LOOKS = 0.2
_FIRST_LOOK_TIME = 5.0


@dataclass(frozen=True, slots=True)
class OpenServer:
    """A server that can be asked, and the process behind it if Teachback started it. ``close`` ends both."""

    server: LiveServer
    process: RasaProcess | None = None

    def check(self) -> None:
        """Raise ``Ended`` if a server that Teachback started is no more."""
        if self.process is not None:
            self.process.check()

    def close(self) -> None:
        """Hang up, and stop a server that was started for this."""
        self.server.connection.close()
        if self.process is not None:
            self.process.close()


def open_live(settings: LiveSettings, log: Log, go_on: Callable[[], None]) -> OpenServer:
    """The server that is set, when it is ready. Raises ``LiveProblem``.

    ``log`` takes the lines of a server that is started. ``go_on`` is called now and then while one is waited for;
    whatever it raises ends the wait and the server.
    """
    if settings.model is not None and settings.url is None:
        return _started(settings, settings.model, log, go_on)
    return connected(settings)


def connected(settings: LiveSettings) -> OpenServer:
    """The server at the address that is set. Raises ``LiveProblem``."""
    address = address_of(settings.url or "", settings.token)
    return OpenServer(open_server(Connection(address, settings.seconds)))


def _started(settings: LiveSettings, model: Path, log: Log, go_on: Callable[[], None]) -> OpenServer:
    try:
        process = RasaProcess(settings.command, model, log)
    except OSError as problem:
        raise CannotStart(f"{problem}.") from problem
    try:
        _wait_until_ready(process, go_on)
        return OpenServer(open_server(Connection(process.address, settings.seconds)), process)
    except BaseException:
        process.close()
        raise


def _wait_until_ready(process: RasaProcess, go_on: Callable[[], None]) -> None:
    """Rasa listens when it has loaded its model (R1, R3: core/run.py, ``before_server_start``), not sooner."""
    deadline = time.monotonic() + LONGEST_START
    pause = threading.Event()
    connection = Connection(process.address, _FIRST_LOOK_TIME)
    try:
        while True:
            go_on()
            process.check()
            try:
                connection.get("/version")
            except (Unreachable, TooSlow) as problem:
                _give_up_after(deadline, problem)
                pause.wait(BETWEEN_LOOKS)
            else:
                return
    finally:
        connection.close()


def _give_up_after(deadline: float, problem: LiveProblem) -> None:
    if time.monotonic() > deadline:
        raise CannotStart(f"it was not ready after {LONGEST_START:g} seconds.") from problem

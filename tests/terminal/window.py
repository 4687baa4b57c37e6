"""A command in a real terminal, which is one of tmux: keys go in, what a person would see comes out.

Nothing here waits for a time: whoever waits looks at the screen again and again until it shows what is expected, the
command has ended, or a limit has passed that no machine reaches unless something hangs.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from uuid import uuid4

_LOOK_SECONDS = 0.02
_HANGS_SECONDS = 90.0
_KEPT_LINES = 20_000
_STATUS, _PROCESS = "status", "process"

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Terminal:
    """A tmux server of its own at ``socket``, with one window in which one command runs.

    ``notes`` is where the shell around the command writes what it knows of it: tmux sometimes misses an exit code.
    """

    socket: str
    notes: Path

    def type(self, text: str) -> None:
        """Type a text as it is; nothing is entered yet."""
        self._tmux("send-keys", "-t", "main", "-l", "--", text)

    def press(self, *keys: str) -> None:
        """Press keys by the names that tmux has for them, such as ``Enter``, ``Down``, ``C-c``."""
        self._tmux("send-keys", "-t", "main", *keys)

    def lines(self) -> list[str]:
        """All lines since the command began, those that went out of sight included."""
        shown = self._tmux("capture-pane", "-t", "main", "-p", "-S", "-")
        return [line.rstrip() for line in shown.rstrip("\n").split("\n")]

    def ended(self) -> int | None:
        """The exit code of the command, as a shell tells it; ``None`` while it runs."""
        return _number_in(self.notes / _STATUS)

    def process(self) -> int:
        """The id of the process that the command is."""
        return self.wait(lambda _: _number_in(self.notes / _PROCESS), "a process")

    def wait(self, found: Callable[[list[str]], Found | None], wanted: str) -> Found:
        """The first thing that is found in the lines. Fails, with all lines, when that cannot happen any more."""
        limit = time.monotonic() + _HANGS_SECONDS
        while True:
            code = self.ended()
            lines = self.lines()
            result = found(lines)
            if result is not None:
                return result
            if code is not None or time.monotonic() > limit:
                state = "the command hangs" if code is None else f"the command ended with {code}"
                raise AssertionError("\n".join([f"{state} without {wanted!r}. The terminal shows:", *lines]))
            time.sleep(_LOOK_SECONDS)

    def end(self) -> int:
        """Wait until the command has ended; its exit code."""
        return self.wait(lambda _: self.ended(), "an end")

    def _tmux(self, *arguments: str) -> str:
        return _tmux(self.socket, *arguments)


@contextmanager
def terminal(
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str],
    *,
    columns: int = 80,
    lines: int = 50,
) -> Generator[Terminal]:
    """A terminal in which a command was started; at the end the command is ended too."""
    socket = f"teachback-{uuid4().hex}"
    told = " ".join(shlex.quote(str(part)) for part in command)
    variables = " ".join(shlex.quote(f"{name}={value}") for name, value in environment.items())
    kept = ("set", "-g", "history-limit", str(_KEPT_LINES), ";", "set", "-g", "remain-on-exit", "on", ";")
    options = ("-s", "main", "-x", str(columns), "-y", str(lines), "-c", str(folder))
    with TemporaryDirectory() as name:
        notes = Path(name)
        noted = f"echo $$ > {notes / _PROCESS}; exec env -u COLUMNS -u LINES {variables} {told}"
        around = f"sh -c {shlex.quote(noted)}; echo $? > {notes / _STATUS}"
        _tmux(socket, "-f", os.devnull, *kept, "new-session", "-d", *options, around)
        try:
            yield Terminal(socket, notes)
        finally:
            _tmux(socket, "kill-server")


def _number_in(file: Path) -> int | None:
    """``None`` where there is no file, or it is not written to its end yet."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return int(text) if text.endswith("\n") else None


def _tmux(socket: str, *arguments: str) -> str:
    """Have a server do something, started if there is none at that socket. ``-u``: what it writes is UTF-8."""
    return subprocess.run(
        ["tmux", "-u", "-L", socket, *arguments], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout

"""Sessions of ``teachback teach`` in a terminal, over small projects and over copies of the samples."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from terminal.transcript import Talk
from terminal.window import terminal

_SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def sample(name: str, folder: Path) -> Path:
    """A copy of a sample, without its action server: tests say themselves which one there is."""
    copy = shutil.copytree(_SAMPLES / name, folder / name)
    (copy / "endpoints.yml").unlink()
    return copy


@contextmanager
def teaching(
    project: Path, *options: str, columns: int = 80, lines: int = 50, variables: Mapping[str, str] | None = None
) -> Generator[Talk]:
    """A session that was started in a project's folder, with some more environment variables."""
    command = (sys.executable, "-m", "teachback", "teach", *options)
    with terminal(command, project, {**_environment(), **(variables or {})}, columns=columns, lines=lines) as shown:
        yield Talk(shown)


def teach(project: Path, transcript: str, *options: str, columns: int = 80, lines: int = 50) -> None:
    """Play a transcript to its end, which ends the session."""
    with teaching(project, *options, columns=columns, lines=lines) as talk:
        talk.play(transcript)
        assert talk.terminal.end() == 0


def texts(project: Path) -> dict[str, str]:
    """The texts of all files of a project, by their paths; a session's own folder is none of them."""
    files = (path for path in project.rglob("*") if path.is_file())
    told = ((path.relative_to(project).as_posix(), path) for path in sorted(files))
    return {name: path.read_text(encoding="utf-8") for name, path in told if not name.startswith(".teachback/")}


def changed(project: Path, before: Mapping[str, str]) -> dict[str, str]:
    """The whole texts of those files that are other than before."""
    return {name: text for name, text in texts(project).items() if before.get(name) != text}


def _environment() -> Mapping[str, str]:
    """That of the tests, which the server of a terminal knows only where it is told."""
    passed = ("PATH", "PYTHONPATH", "HOME", "XDG_CACHE_HOME")
    return {
        "LANG": "C.UTF-8",
        "TERM": "screen-256color",
        **{name: os.environ[name] for name in passed if name in os.environ},
    }

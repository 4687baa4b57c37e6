"""The journal of one session: a file to which every input is added, and forced to the disk, before it counts."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from io import FileIO
from pathlib import Path

from teachback.teaching.journal.lock import locked
from teachback.teaching.journal.records import (
    Beginning,
    UnreadableRecordError,
    beginning_line,
    input_line,
    read_beginning,
    read_input,
)
from teachback.teaching.session.inputs import Input

_FOLDER = ".teachback"
_SUFFIX = ".jsonl"


class JournalError(Exception):
    """A journal cannot be written or read; the text says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a journal held when it was ``size`` bytes long. ``cut`` says how it ends, where it does not end well: what
    follows was dropped.
    """

    path: Path
    beginning: Beginning
    inputs: tuple[Input, ...]
    size: int
    cut: str = ""


class Journal:
    """Written by one session. The file comes into being with the first input: before that there is nothing to lose.

    ``file`` at ``path`` is one that is there already, open at its end.
    """

    def __init__(
        self, folder: Path, beginning: Beginning, file: FileIO | None = None, path: Path | None = None
    ) -> None:
        self._folder = folder
        self._beginning = beginning
        self._file = file
        self._path = path

    def append(self, given: Input) -> None:
        """Add an input. It is on the disk when this returns. Raises ``JournalError`` where it cannot be."""
        try:
            if self._file is None:
                self._create()
            if self._file is not None:
                _force(self._file, input_line(given))
        except OSError as problem:
            raise JournalError(
                f"The step cannot be written to {self._path or self._folder}: {problem.strerror}. It does not count "
                "yet. Make the folder writable, or free some space, and answer again."
            ) from None

    def discard(self) -> None:
        """The session is over and nothing of it has to be kept."""
        if self._file is not None:
            self._file.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        self._file = self._path = None

    def close(self) -> None:
        """Keep the journal for another time."""
        if self._file is not None:
            self._file.close()
        self._file = None

    def _create(self) -> None:
        folder = _made(self._folder)
        name = f"{datetime.now(timezone.utc):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}{_SUFFIX}"
        path = folder / name
        file = FileIO(path, "x")
        try:
            locked(file)
            _force(file, beginning_line(self._beginning))
            _force_folder(folder)
        except OSError:  # a journal without a beginning could not be read
            file.close()
            path.unlink()
            raise
        self._file, self._path = file, path


def journal_folder(root: Path) -> Path:
    """Where the journals of a project lie; ``root`` is its folder, or its only file."""
    return (root if root.is_dir() else root.parent) / _FOLDER / "sessions"


def left_behind(root: Path) -> Iterator[Recorded]:
    """The sessions of a project that nobody ended and nobody is at, the newest first; unreadable ones are left out."""
    paths = sorted(journal_folder(root).glob(f"*{_SUFFIX}"), reverse=True)
    return (recorded for recorded in map(_left_behind, paths) if recorded is not None)


def taken_up(recorded: Recorded) -> Journal:
    """The journal that goes on after the inputs of ``recorded``; what else the file held is cut from it.

    Raises ``JournalError`` where somebody else was faster.
    """
    try:
        file = FileIO(recorded.path, "r+")
        if not locked(file) or os.fstat(file.fileno()).st_size != recorded.size:
            file.close()
            raise JournalError(f"Another session has just taken up {recorded.path}. Start again to see what is left.")
        kept = beginning_line(recorded.beginning) + "".join(map(input_line, recorded.inputs))
        file.truncate(len(kept.encode()))
        file.seek(0, os.SEEK_END)
    except OSError as problem:
        raise JournalError(f"{recorded.path} cannot be opened: {problem.strerror}.") from None
    return Journal(recorded.path.parent, recorded.beginning, file, recorded.path)


def thrown_away(recorded: Recorded) -> None:
    """End a session that nobody wants any more. Raises ``JournalError`` where somebody has just taken it up."""
    taken_up(recorded).discard()


def _left_behind(path: Path) -> Recorded | None:
    try:
        with path.open("r+b") as file:
            return _recorded(path, file.read()) if locked(file) else None
    except (OSError, UnreadableRecordError):
        return None


def _recorded(path: Path, content: bytes) -> Recorded:
    """What is readable of a journal; raises ``UnreadableRecordError`` where not even its beginning is."""
    whole, _, torn = content.rpartition(b"\n")
    first, *others = whole.decode(errors="replace").split("\n")
    beginning, inputs = read_beginning(first), list[Input]()
    cut = "The last step was not written to its end." if torn else ""
    try:
        inputs.extend(map(read_input, others))  # keeps what comes before a line that cannot be read
    except UnreadableRecordError as problem:
        cut = f"Step {len(inputs) + 1} cannot be read: {problem}."
    return Recorded(path, beginning, tuple(inputs), len(content), cut)


def _made(folder: Path) -> Path:
    """The folder, hidden from git by a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder.parent / ".gitignore"
    if not ignored.exists() or not ignored.stat().st_size:  # a full disk has room for a name, but not for a text
        ignored.write_text("*\n")
    return folder


def _force(file: FileIO, line: str) -> None:
    """Add a line whole, or nothing of it: half a line would spoil the next one."""
    end, rest = file.tell(), memoryview(line.encode())
    try:
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            file.truncate(end)
        file.seek(end)
        raise


def _force_folder(folder: Path) -> None:
    """A new file outlives a loss of power only once its folder is on the disk; Windows has no such thing."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

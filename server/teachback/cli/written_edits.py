"""Texts written to files, all or none of them, and nothing over what changed on disk meanwhile."""

from __future__ import annotations

import codecs
import os
import stat
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from teachback.teaching.export.changed_files import ChangedFile
from teachback.text.document import decode


class NotWrittenError(Exception):
    """Nothing, or not everything, was written; the text says what and why.

    ``written`` are the paths of the files that hold their new text already, ``changed_meanwhile`` those whose text on
    disk is another than the one that the change was computed from.
    """

    def __init__(self, message: str, written: Sequence[str] = (), changed_meanwhile: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.written = tuple(written)
        self.changed_meanwhile = tuple(changed_meanwhile)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file's new text, complete beside the file whose place it takes."""

    path: str
    target: Path
    temporary: Path


def write(changes: Sequence[ChangedFile]) -> None:
    """Write each file whole: to a temporary file beside it, which then takes its place.

    Encoding, byte-order mark, permissions and symbolic links stay; folders of new files are made. Raises
    ``NotWrittenError``: with nothing written when a text on disk is not ``before`` any more or a file cannot be
    prepared, with ``written`` when a file could not be replaced after others were.
    """
    _refuse_changed(changes)
    ready = _prepared(changes)
    written: list[str] = []
    try:
        for each in ready:
            each.temporary.replace(each.target)
            written.append(each.path)
            _sync_folder(each.target.parent)
    except OSError as problem:
        left = ready[len(written) :]
        _discard(left)
        raise NotWrittenError(_half_way(left, problem, written), written) from problem


def text_on_disk(path: str) -> str | None:
    """A file's text without a byte-order mark; ``None`` where there is no file or none that is UTF-8."""
    try:
        document = decode(Path(path).read_bytes())
    except OSError:
        return None
    return document.text if document.undecodable is None else None


def _refuse_changed(changes: Sequence[ChangedFile]) -> None:
    changed = [each.path for each in changes if _differs(each)]
    if changed:
        told = ", ".join(changed)
        raise NotWrittenError(
            f"Nothing was written, because something else has changed {told} meanwhile. Look at the changes anew.",
            changed_meanwhile=changed,
        )


def _differs(change: ChangedFile) -> bool:
    if change.before is None:
        return os.path.lexists(change.path)
    return text_on_disk(change.path) != change.before


def _prepared(changes: Sequence[ChangedFile]) -> list[_Ready]:
    """All new texts on disk, each beside its file; none of them where one cannot be."""
    ready: list[_Ready] = []
    try:
        for change in changes:
            ready.append(_prepare(change))  # noqa: PERF401 - what is ready must be known when one fails
    except (OSError, UnicodeEncodeError) as problem:
        _discard(ready)
        failed = changes[len(ready)].path
        raise NotWrittenError(f"Nothing was written: {failed} cannot be ({_reason(problem)}).") from problem
    return ready


def _prepare(change: ChangedFile) -> _Ready:
    target = Path(os.path.realpath(change.path))  # a link stays one, and what it leads to is written
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(None, "the file may not be written")
    content = _mark_of(target) + change.after.encode("utf-8")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_of(target))
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return _Ready(change.path, target, temporary)


def _mark_of(target: Path) -> bytes:
    if not target.exists():
        return b""
    with target.open("rb") as file:
        return codecs.BOM_UTF8 if file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else b""


def _mode_of(target: Path) -> int:
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _discard(ready: Iterable[_Ready]) -> None:
    for each in ready:
        each.temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name of a file outlive a power cut, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _half_way(left: Sequence[_Ready], problem: OSError, written: Sequence[str]) -> str:
    if not left:
        return f"All files are written, but not safe from a power cut yet ({_reason(problem)})."
    done = f"Written are {', '.join(written)}; all else is as it was." if written else "Nothing was written."
    return f"{left[0].path} could not be replaced ({_reason(problem)}). {done}"


def _reason(problem: OSError | UnicodeEncodeError) -> str:
    return problem.strerror or str(problem) if isinstance(problem, OSError) else "its text is no UTF-8"

"""``tar.gz`` archives, read in memory: nothing is unpacked, and no archive makes its reader do or hold too much."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from teachback.policies.saved.problems import UnreadableModelError

MOST_MEMBERS = 50_000
MOST_BYTES_OF_ONE = 256 * 1024 * 1024
MOST_BYTES = 8 * 1024 * 1024 * 1024
"""After decompression. Real Rasa's models come to some GB."""

_PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive; ``read`` gives its bytes as long as the archive is open."""

    name: str
    size: int
    read: Callable[[], bytes]


def packed(members: Mapping[str, bytes]) -> bytes:
    """The archive of files by their names. Equal files in equal order give equal bytes."""
    file = io.BytesIO()
    with (
        gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as compressed,
        tarfile.open(fileobj=compressed, mode="w") as archive,
    ):
        for name, data in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return file.getvalue()


@contextmanager
def opened(path: Path) -> Generator[Iterator[Member]]:
    """The files in an archive, in its order; folders are passed over.

    Raises ``UnreadableModelError``, also out of the iterator and ``Member.read``, for whatever is no such archive, and
    for one with something in it that no model has: links, devices, names that lead out of it, too much of anything.
    """
    try:
        # the caller's block is part of this one: what reading raises there comes through here
        with (
            path.open("rb") as file,
            _Limited(fileobj=file, mode="rb") as raw,
            tarfile.open(fileobj=raw, mode="r:") as tar,
        ):
            yield _members(tar)
    except UnreadableModelError:
        raise
    except OSError as problem:
        if isinstance(problem, gzip.BadGzipFile) or problem.filename is None:
            raise UnreadableModelError(f"{path} is no model: it is damaged, or no archive at all.") from problem
        raise UnreadableModelError(f"{path} cannot be read: {problem.strerror}.") from problem
    except Exception as problem:  # a damaged archive makes its readers raise whatever they like
        raise UnreadableModelError(f"{path} is no model: it is damaged, or no archive at all.") from problem


class _Limited(gzip.GzipFile):
    """Decompresses only so much at once, which bounds the memory, and in all."""

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= MOST_BYTES_OF_ONE:
            raise UnreadableModelError(f"It is no model: a part of it has more than {MOST_BYTES_OF_ONE:,} bytes.")
        if self.tell() > MOST_BYTES:
            raise UnreadableModelError(f"It is no model: it holds more than {MOST_BYTES:,} bytes.")
        return super().read(size)


def _members(tar: tarfile.TarFile) -> Iterator[Member]:
    for count, header in enumerate(tar):
        if count >= MOST_MEMBERS:
            raise UnreadableModelError(f"It is no model: it holds more than {MOST_MEMBERS:,} files.")
        if header.isdir():
            continue
        _refuse_strange(header)
        yield Member(header.name, header.size, lambda header=header: _content(tar, header))


def _refuse_strange(header: tarfile.TarInfo) -> None:
    name = header.name
    if header.type not in _PLAIN or header.issparse():
        raise UnreadableModelError(f"It is no model: {name!r} in it is a link, a device or the like.")
    if name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts or not name.isprintable():
        raise UnreadableModelError(f"It is no model: the name {name!r} in it leads elsewhere.")
    if not 0 <= header.size <= MOST_BYTES:
        raise UnreadableModelError(f"It is no model: {name!r} in it has {header.size:,} bytes.")


def _content(tar: tarfile.TarFile, header: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(header)
    data = b"" if file is None else file.read()
    if len(data) != header.size:
        raise UnreadableModelError(f"It is no model: it ends in the middle of {header.name!r}.")
    return data

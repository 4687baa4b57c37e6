"""Which projects are to be checked and how, and the key of everything on which the answer depends.

The key is worked out before any reader is loaded: most of the time of a small check goes into loading them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from teachback.cli.palette import Palette
from teachback.project.layout import MOST_BYTES, lay_out
from teachback.project.options import Options

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class WantedCheck:
    """The folders of the projects, and what the command line says of the check."""

    roots: tuple[Path, ...]
    options: Options
    select: str
    ignore: str
    form: str
    palette: Palette


def key_of(wanted: WantedCheck) -> str:
    """A name for a file that stands for what is wanted, for every byte that a check reads, and for the program."""
    digest = blake2b(digest_size=20)
    for part in (*_program(), repr(wanted).encode(), *_read(wanted)):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _read(wanted: WantedCheck) -> Iterator[bytes]:
    for root in wanted.roots:
        layout = lay_out(root, wanted.options)
        yield repr(layout).encode("utf-8", "surrogatepass")
        for path in layout.files():
            yield os.fsencode(path)
            yield _content(path)


def _content(path: Path) -> bytes:
    """What is read of a file; of one that is too large to be read, its size, which is told."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return _stamp(path)
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _program() -> Iterator[bytes]:
    """What the program is made of: its own modules, the interpreter, and the library that reads YAML."""
    yield sys.version.encode()
    library = find_spec("yaml")
    if library is not None and library.origin is not None:
        yield _stamp(Path(library.origin))
    for here, folders, names in os.walk(_PACKAGE):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".md")):
                yield _stamp(Path(here, name))


def _stamp(path: Path) -> bytes:
    about = path.stat()
    return f"{path} {about.st_size} {about.st_mtime_ns}".encode("utf-8", "surrogatepass")

"""What was worked out once, on disk, by what it was made of. Anything may go wrong here and only costs the work."""

from __future__ import annotations

import contextlib
import os
import tempfile
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

MOST_ENTRIES = 64
MOST_BYTES = 256_000_000
_DIGEST = 16


class Cache:
    """A folder of entries, of which the ones unused for longest give way. Nobody but the user may look into it."""

    __slots__ = ("_folder", "_most", "_most_bytes")

    def __init__(self, folder: Path, most: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most
        self._most_bytes = most_bytes

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, as they are; ``None`` when there are none that can be read, or not as written."""
        file = self._folder / key
        try:
            kept = file.read_bytes()
        except OSError:
            return None
        digest, data = kept[:_DIGEST], kept[_DIGEST:]
        with contextlib.suppress(OSError):
            if digest != _digest(data):
                file.unlink()
                return None
            os.utime(file)  # used just now
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key, whole or not at all."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(self._folder / key, _digest(data) + data)
            self._make_room()

    def _write(self, file: Path, data: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as part:
                part.write(data)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _make_room(self) -> None:
        entries = sorted(
            ((file.stat(), file) for file in self._folder.iterdir()), key=lambda entry: -entry[0].st_mtime_ns
        )
        size = 0
        for number, (about, file) in enumerate(entries):
            size += about.st_size
            if number and (number >= self._most or size > self._most_bytes):
                file.unlink(missing_ok=True)


def user_cache(name: str) -> Cache:
    """The cache of that name in the user's own folder for such things."""
    return Cache(user_cache_path("teachback", appauthor=False) / name)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()

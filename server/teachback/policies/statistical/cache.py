"""Trained models on disk, by content. Anything may go wrong here and only costs the training again."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

MOST_MODELS = 64

_SUFFIX = ".model"


class Cache:
    """A folder of models, of which the ones unused for longest give way."""

    __slots__ = ("_folder", "_most")

    def __init__(self, folder: Path, most: int = MOST_MODELS) -> None:
        self._folder = folder
        self._most = most

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, as they are; ``None`` when there are none that can be read."""
        file = self._folder / f"{key}{_SUFFIX}"
        try:
            data = file.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):
            os.utime(file)  # used just now
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key, whole or not at all."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self._folder / f"{key}{_SUFFIX}", data)
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
        models = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in models[self._most :]:
            file.unlink(missing_ok=True)


def user_cache() -> Cache:
    """The cache in the user's own folder for such things."""
    return Cache(user_cache_path("teachback", appauthor=False) / "statistical")

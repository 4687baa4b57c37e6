"""Which files of a project have changed on disk since they were last looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from teachback.project.layout import Layout

_Look = tuple[int, int]


class DiskChanges:
    """Remembers when files were written and how long they are: their contents are not read."""

    __slots__ = ("_seen",)

    def __init__(self, layout: Layout) -> None:
        self._seen = _seen(layout)

    def since_last_time(self, layout: Layout) -> tuple[str, ...]:
        """The files that changed, appeared or vanished since this was asked last, by path in order."""
        before, self._seen = self._seen, _seen(layout)
        changed = {path for path, look in self._seen.items() if before.get(path) != look}
        return tuple(sorted(changed | (before.keys() - self._seen.keys())))


def _seen(layout: Layout) -> Mapping[str, _Look]:
    looks = ((path.as_posix(), _look(path)) for path in layout.files())
    return {path: look for path, look in looks if look is not None}


def _look(path: Path) -> _Look | None:
    try:
        found = path.stat()
    except OSError:  # gone since its folder was listed
        return None
    return found.st_mtime_ns, found.st_size

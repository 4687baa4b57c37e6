"""The data of a project as a model keeps it: what was trained on, and where it belongs."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from teachback.project.assembling import assembled
from teachback.project.layout import Layout
from teachback.project.options import WholeHistory
from teachback.project.reading import Reader
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.text.document import Document


@dataclass(frozen=True, slots=True)
class Places:
    """A ``Layout`` without its root: paths are relative to it, with ``/``; those elsewhere begin with ``..``."""

    data: tuple[str, ...]
    domain: tuple[str, ...]
    config: tuple[str, ...]
    loose: bool


@dataclass(frozen=True, slots=True)
class ProjectData:
    """``texts`` of all files that matter to a prediction, by their paths as in ``Places``.

    ``max_history`` is what the user set beside ``config.yml``.
    """

    texts: Mapping[str, str]
    places: Places
    max_history: int | WholeHistory | None = None

    def snapshot(self, root: Path) -> Snapshot:
        """The project as it was, as if it stood at ``root``. Nothing is read from there."""
        reader = Reader()
        layout = Layout(
            root,
            _below(root, self.places.data),
            _below(root, self.places.domain),
            _below(root, self.places.config),
            loose=self.places.loose,
        )
        read = ((root / path, reader.read(root / path, Document(text), layout)) for path, text in self.texts.items())
        return assembled(layout, {path.as_posix(): file for path, file in read if file is not None}, self.max_history)

    def fingerprints(self) -> Mapping[str, str]:
        """A fingerprint for each file, by its path."""
        return {path: fingerprint(text) for path, text in self.texts.items()}


def project_data(snapshot: Snapshot, layout: Layout, max_history: int | WholeHistory | None) -> ProjectData:
    """What of a project is to be kept: its configuration, its domain, and all that it trains on.

    Endpoints with their tokens stay out, and so do test stories.
    """
    root = layout.root
    texts = {_relative(root, file.path): file.document.text for file in _kept(snapshot)}
    data, domain, config = (_relatives(root, paths) for paths in (layout.data, layout.domain, layout.config))
    places = Places(data, domain, config, layout.loose)
    return ProjectData(dict(sorted(texts.items())), places, max_history)


def changed_since(saved: ProjectData, snapshot: Snapshot) -> tuple[str, ...]:
    """The files that were changed, added or taken away since, by their relative paths in order."""
    before = saved.fingerprints()
    now = {_relative(snapshot.root, file.path): fingerprint(file.document.text) for file in _kept(snapshot)}
    return tuple(path for path in sorted({*before, *now}) if before.get(path) != now.get(path))


def fingerprint(text: str) -> str:
    """The same for the same text, and for no other."""
    return hashlib.sha256(text.encode()).hexdigest()


def _kept(snapshot: Snapshot) -> Iterable[SourceFile]:
    return (each for each in snapshot.files.values() if each.config or each.domain or (each.trained and _told(each)))


def _told(file: SourceFile) -> bool:
    return file.stories is not None or file.nlu is not None


def _relative(root: Path, path: str) -> str:
    return posixpath.relpath(path, root.as_posix())


def _relatives(root: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(_relative(root, each.as_posix()) for each in paths)


def _below(root: Path, paths: Iterable[str]) -> tuple[Path, ...]:
    return tuple(root / path for path in paths)

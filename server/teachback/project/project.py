"""One project: its files, the editor's texts over them, and a new snapshot after every change."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path

from teachback.project.assembling import assembled
from teachback.project.layout import Layout, lay_out
from teachback.project.options import Options
from teachback.project.reading import Reader, read_file, too_large
from teachback.project.remembered import Remembered
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.text.document import Document

Progress = Callable[[int, int], None]
Glance = Callable[[Snapshot], None]
"""Is shown a part of a project while the rest is being read."""


def silent(done: int, total: int) -> None:
    """Takes progress and tells nobody."""
    del done, total


def unseen(snapshot: Snapshot) -> None:
    """Takes a first glance and tells nobody."""
    del snapshot


class Project:
    """Holds the current snapshot of one project. Not safe for threads: one owner changes it."""

    def __init__(self, root: Path, options: Options | None = None) -> None:
        self._root = root.absolute()
        self._options = options or Options()
        self._layout = lay_out(self._root, self._options)
        self._reader = Reader()
        self._files: dict[str, SourceFile] = {}
        self._overlays: dict[str, Document] = {}
        self._generation = 0
        self._remembered = Remembered()
        self.snapshot = self._take()

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self._root

    @property
    def layout(self) -> Layout:
        """Where the project keeps what."""
        return self._layout

    def read(self, progress: Progress = silent, first: Container[str] = (), glance: Glance = unseen) -> Snapshot:
        """Read all files from disk anew; the editor's texts stay on top. ``progress`` gets (files done, of all).

        The domain, the configuration and the paths among ``first`` are read before all others, and shown to ``glance``.
        """
        self._layout = lay_out(self._root, self._options)
        early, late = _parted(self._layout, first)
        before, self._files = self._files, {}
        for done, path in enumerate((*early, *late), 1):
            self._read(path, before)
            progress(done, len(early) + len(late))
            if done == len(early):
                glance(self._take())
        for path in self._overlays:
            self._read(Path(path))
        return self._changed()

    def read_anew(self) -> Snapshot:
        """The present texts as if none of them had been read before; the project itself stays as it is."""
        reader = Reader()
        files: dict[str, SourceFile] = {}
        for path, file in self._files.items():
            text = Document(file.document.text, file.document.version, file.document.undecodable)
            read = (
                reader.read(Path(path), text, self._layout) if text.text else file
            )  # of a file too large none is kept
            if read is not None:
                files[path] = read
        return assembled(self._layout, files, self._options.max_history, self._generation)

    def overlay(self, path: str, document: Document | None) -> Snapshot:
        """The editor's text for a file, instead of what is on disk; ``None`` gives the file on disk its place back."""
        if document is None:
            self._overlays.pop(path, None)
        else:
            self._overlays[path] = document
        self._read(Path(path))
        return self._changed()

    def refresh(self, paths: Iterable[str]) -> Snapshot:
        """Take in files that changed, appeared or vanished on disk."""
        layout = lay_out(self._root, self._options)
        if layout != self._layout:  # a new domain or data folder gives other files their meaning
            return self.read()
        for path in paths:
            self._read(Path(path))
        return self._changed()

    def configure(self, options: Options) -> Snapshot:
        """Follow other options."""
        if options == self._options:
            return self.snapshot
        places = (options.data, options.domain, options.config)
        moved = places != (self._options.data, self._options.domain, self._options.config)
        self._options = options
        return self.read() if moved else self._changed()

    def knows(self, path: str) -> bool:
        """Whether a file is part of this project, or would be if it existed."""
        return self._layout.holds(Path(path))

    def _read(self, path: Path, before: Mapping[str, SourceFile] | None = None) -> None:
        key = path.as_posix()
        known = (self._files if before is None else before).get(key)
        source = self._source(path, known) if self._layout.holds(path) else None
        if source is None:
            self._files.pop(key, None)
        else:
            self._files[key] = source

    def _source(self, path: Path, before: SourceFile | None) -> SourceFile | None:
        document = self._overlays.get(path.as_posix())
        if document is None:
            oversized = too_large(path)
            if oversized is not None:
                return oversized
            document = read_file(path)
        return self._reader.read(path, document, self._layout, before) if document else None

    def _changed(self) -> Snapshot:
        self._generation += 1
        self.snapshot = self._take()
        return self.snapshot

    def _take(self) -> Snapshot:
        return assembled(self._layout, self._files, self._options.max_history, self._generation, self._remembered)


def _parted(layout: Layout, first: Container[str]) -> tuple[list[Path], list[Path]]:
    """The files of a project: those without which nothing can be told of the others, and the others."""
    early: list[Path] = []
    late: list[Path] = []
    for path in layout.files():
        settings = layout.is_config(path) or layout.names_domain(path) or (layout.is_domain(path) and not layout.loose)
        (early if settings or path.as_posix() in first else late).append(path)
    return early, late

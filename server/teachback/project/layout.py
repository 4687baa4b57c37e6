"""Which files belong to a project, and what each is for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from teachback.project.options import Options

# Never looked into: other people's code, models and version control. Folders with a leading dot are skipped as well.
SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "env", "site-packages", "models", "build", "dist"})
SUFFIXES = frozenset({".md", ".yml", ".yaml"})
DOMAIN_NAMES = ("domain.yml", "domain.yaml")
CONFIG_NAMES = ("config.yml", "config.yaml")
ENDPOINTS_NAMES = frozenset({"endpoints.yml", "endpoints.yaml"})
DATA_FOLDER = "data"
DOMAIN_FOLDER = "domain"

# A workspace with more candidates than this is no Rasa project; reading on would only make the editor wait.
MOST_FILES = 20_000
# Rasa data of this size is generated; reading it on every start would block the editor for seconds.
MOST_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a project keeps its data, domain and configuration (absolute paths, files or folders).

    A loose project, one without Rasa's usual files, trains on all story files and takes every domain file it has.
    ``nested`` are projects of their own below ``root``; their files do not belong here.
    """

    root: Path
    data: tuple[Path, ...]
    domain: tuple[Path, ...]
    config: tuple[Path, ...]
    nested: tuple[Path, ...] = ()
    loose: bool = False

    def trains_on(self, path: Path) -> bool:
        """Whether Rasa would read the file as training data."""
        return self.loose or _below_any(path, self.data)

    def is_domain(self, path: Path) -> bool:
        """Whether Rasa would read the file as a part of the domain."""
        return self.loose or _below_any(path, self.domain)

    def names_domain(self, path: Path) -> bool:
        """Whether the file is a domain whatever stands in it: by its name, or because somebody said so."""
        return path in self.domain or (self.is_domain(path) and path.name in DOMAIN_NAMES)

    def is_config(self, path: Path) -> bool:
        """Whether this is the project's configuration."""
        return path in self.config

    def is_endpoints(self, path: Path) -> bool:
        """Whether this is the project's ``endpoints.yml``."""
        return path.parent == self.root and path.name in ENDPOINTS_NAMES

    def holds(self, path: Path) -> bool:
        """Whether a file of this path is one of the project's, if it is there."""
        if path.suffix.lower() not in SUFFIXES:
            return False
        if _below_any(path, (*self.data, *self.domain, *self.config)):
            return True
        if not path.is_relative_to(self.root) or _below_any(path, self.nested):
            return False
        return not any(_skipped(part) for part in path.relative_to(self.root).parts[:-1])

    def files(self) -> Iterator[Path]:
        """The candidates for reading: all files with a known suffix below the root, and what the options name."""
        yield from dict.fromkeys(
            path
            for place in (self.root, *self.data, *self.domain, *self.config)
            for path in _files_below(place)
            if self.holds(path)
        )


def lay_out(root: Path, options: Options) -> Layout:
    """The layout of the project at ``root``, as Rasa would find it; options replace what they name."""
    nested = tuple(other for other in find_roots(root) if other != root)
    config = options.config or _existing(root, CONFIG_NAMES)
    if options.data or options.domain:
        return Layout(root, options.data, options.domain or _domain_of(root), config, nested)
    data = root / DATA_FOLDER
    domain = _domain_of(root)
    if is_root(root) and data.is_dir() and domain:
        return Layout(root, (data,), domain, config, nested)
    return Layout(root, (), (), config, nested, loose=True)


def is_root(folder: Path) -> bool:
    """Whether a folder looks like a Rasa project: two of domain, configuration and data."""
    marks = (bool(_domain_of(folder)), bool(_existing(folder, CONFIG_NAMES)), (folder / DATA_FOLDER).is_dir())
    return sum(marks) >= 2  # noqa: PLR2004 - as the docstring says


def find_roots(folder: Path) -> tuple[Path, ...]:
    """The projects at or below ``folder``, outer ones first; none when no folder looks like one."""
    return tuple(Path(here) for here, _, _ in _walk(folder) if is_root(Path(here)))


def root_above(path: Path) -> Path | None:
    """The nearest project at or above a file or folder."""
    return next((folder for folder in (path, *path.parents) if is_root(folder)), None)


def _domain_of(root: Path) -> tuple[Path, ...]:
    files = _existing(root, DOMAIN_NAMES)
    folder = root / DOMAIN_FOLDER
    if files or not folder.is_dir():
        return files
    return (folder,) if any(path.suffix in SUFFIXES for path in folder.rglob("*.y*ml")) else ()


def _existing(root: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    return tuple(root / name for name in names if (root / name).is_file())[:1]


def _files_below(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    count = 0
    for here, _, names in _walk(place):
        for name in sorted(names):
            if PurePosixPath(name).suffix.lower() in SUFFIXES:
                count += 1
                if count > MOST_FILES:
                    return
                yield Path(here, name)


def _walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _skipped(name))
        yield here, folders, names


def _skipped(name: str) -> bool:
    return name in SKIPPED_FOLDERS or name.startswith(".")


@lru_cache(maxsize=16_384)  # asked several times with each key
def _below_any(path: Path, places: tuple[Path, ...]) -> bool:
    return any(path == place or path.is_relative_to(place) for place in places)

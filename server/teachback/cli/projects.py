"""The projects that a command line speaks of, read from disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from teachback.cli.meant import UsageError, roots_of
from teachback.policies.configuration import Configuration, read_configuration
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.project.snapshot import Snapshot


def open_projects(path: Path, options: Options) -> tuple[Project, ...]:
    """The projects meant by a path, read from disk: the one that it is or lies in, or else all below it."""
    return read_projects(roots_of(path, options), options)


def read_projects(roots: Iterable[Path], options: Options) -> tuple[Project, ...]:
    """The projects in folders, read from disk."""
    projects = tuple(Project(root, options) for root in roots)
    for each in projects:
        each.read()
    return projects


def open_project(path: Path, options: Options) -> Snapshot:
    """What is in the one project meant by a path. Raises ``UsageError`` where there are several."""
    return the_project(path, options).snapshot


def the_project(path: Path, options: Options) -> Project:
    """The one project meant by a path, read from disk. Raises ``UsageError`` where there are several."""
    project, *others = open_projects(path, options)
    if others:
        roots = ", ".join(each.root.as_posix() for each in (project, *others))
        raise UsageError(f"{path} holds {1 + len(others)} projects. Name one of them: {roots}.")
    return project


def configuration_of(snapshot: Snapshot, options: Options) -> Configuration:
    """What ``config.yml`` asks for; a length of memory from the command line counts for every policy."""
    configuration = read_configuration(snapshot.config, snapshot.dialect)
    return configuration if options.max_history is None else configuration.looking_back(snapshot.max_history)

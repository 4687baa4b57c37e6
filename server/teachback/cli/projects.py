"""The projects that a command line speaks of."""

from __future__ import annotations

import argparse
from pathlib import Path

from teachback.policies.configuration import Configuration, read_configuration
from teachback.project.layout import find_roots, is_root, root_above
from teachback.project.options import Options, WholeHistory
from teachback.project.project import Project
from teachback.project.snapshot import Snapshot


class UsageError(Exception):
    """The command was called in a way that cannot be carried out; the text says what to do instead."""


def options_of(arguments: argparse.Namespace) -> Options:
    """The project options of a command line. Raises ``UsageError`` for a path or number that is none."""
    return Options(
        max_history=_max_history(arguments.max_history),
        data=_paths(arguments.data),
        domain=_paths(arguments.domain),
        config=_paths(arguments.config),
    )


def open_projects(path: Path, options: Options) -> tuple[Project, ...]:
    """The projects meant by a path, read from disk: the one that it is or lies in, or else all below it."""
    project = [Project(root, options) for root in _roots(path, options)]
    for each in project:
        each.read()
    return tuple(project)


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


def _roots(path: Path, options: Options) -> tuple[Path, ...]:
    path = _existing(path)
    if options.data or options.domain:
        return (path if path.is_dir() else path.parent,)
    if path.is_file():
        return (root_above(path.parent) or path.parent,)
    if is_root(path):
        return (path,)
    return find_roots(path) or ((root_above(path) or path),)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise UsageError(f"{path} does not exist. Give a project's folder or one of its files.")
    return path.absolute()


def _paths(texts: list[str]) -> tuple[Path, ...]:
    return tuple(_existing(Path(text)) for text in texts)


def _max_history(text: str | None) -> int | WholeHistory | None:
    if text is None:
        return None
    if text == WholeHistory.ALL.value:
        return WholeHistory.ALL
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise UsageError(f"--max-history takes a whole number from 1, or 'all', not {text!r}.")

"""The folders and options that a command line speaks of. Nothing is read from the files in them here."""

from __future__ import annotations

import argparse
from pathlib import Path

from teachback.project.layout import find_roots, is_root, root_above
from teachback.project.options import Options, WholeHistory


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


def roots_of(path: Path, options: Options) -> tuple[Path, ...]:
    """The folders of the projects meant by a path: the one that it is or lies in, or else all below it. Raises
    ``UsageError`` where nothing is there.
    """
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

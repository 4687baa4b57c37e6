"""The person's own text editor, at a line of a file."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from teachback.teaching.reason import StoryPlace

NONE_SET = "Set VISUAL or EDITOR to have them opened here."

_TAKE_A_LINE = frozenset({"vi", "vim", "nvim", "nano", "emacs"})
_VS_CODE = frozenset({"code", "code-insiders", "codium"})


def text_editor(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The command of the editor with its own arguments; empty where none is set, or nobody can read how."""
    told = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        return tuple(shlex.split(told, posix=os.name != "nt"))
    except ValueError:  # a quotation mark that is not closed
        return ()


def opening(editor: Sequence[str], place: StoryPlace) -> list[str]:
    """The command that opens a file, at the line where it is known how this editor is told one. No shell reads it."""
    name, line = Path(editor[0]).stem, place.line + 1
    if name in _TAKE_A_LINE:
        return [*editor, f"+{line}", place.path]
    if name in _VS_CODE:
        return [*editor, "-g", f"{place.path}:{line}"]
    return [*editor, place.path]


def open_in(editor: Sequence[str], places: Iterable[StoryPlace]) -> str:
    """Open each file at the first of its places, one after the other; why it could not be done, in words.

    An editor of the terminal is waited for.
    """
    firsts: dict[str, StoryPlace] = {}
    for place in places:
        firsts.setdefault(place.path, place)
    try:
        for place in firsts.values():
            subprocess.run(opening(editor, place), check=False)  # noqa: S603 - the person's own editor, without a shell
    except OSError as problem:
        return f"{editor[0]} could not be started: {problem.strerror}."
    return ""

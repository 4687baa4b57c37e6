"""Files as somebody in this terminal would name them."""

from __future__ import annotations

from pathlib import Path


def from_here(path: str) -> str:
    """A path below the folder in which the command was started, as that folder sees it; any other as it is. Most
    terminals make a link of it when a line follows.
    """
    there, here = Path(path), Path.cwd()
    return there.relative_to(here).as_posix() if there.is_relative_to(here) else path

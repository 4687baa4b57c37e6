"""Questions broken between words: a prompt by itself breaks them wherever the terminal ends."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

_MARK = "? "
_FILLER = "x"


def folded(message: str, width: int, beside: str = "") -> str:
    """The message in lines for a terminal of ``width`` columns: behind the mark of a question, before ``beside``."""
    kept = _FILLER * len(beside)
    told = Text(f"{_MARK}{message} {kept}" if kept else f"{_MARK}{message}")
    lines = [line.plain.rstrip(" ") for line in told.wrap(Console(width=width), width)]
    return "\n".join(lines).removesuffix(kept).removeprefix(_MARK).rstrip(" ")

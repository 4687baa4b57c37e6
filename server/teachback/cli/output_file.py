"""The file that a command's output goes to instead of standard output."""

from __future__ import annotations

from pathlib import Path

from teachback.cli.meant import UsageError


def expect_folder(output: str | None) -> None:
    """Raise ``UsageError`` for a file in no folder: what takes minutes should not be lost for a slip of the pen."""
    if output is not None and not Path(output).absolute().parent.is_dir():
        raise UsageError(f"{output} cannot be written: there is no such folder.")


def write_output(output: str, text: str) -> None:
    """Write a text to a file; raises ``UsageError`` where that cannot be."""
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"{output} cannot be written: {problem}.") from problem

"""How deep the lines of a YAML item stand."""

from __future__ import annotations

import re

_DASH = re.compile(r" *- +")
_OPENS_TEXT = re.compile(r"(?:^|[ :])[|>][-+]?$")


def indented(item: str, by: int) -> str:
    """The lines ``by`` columns deeper."""
    return "\n".join(" " * by + line if line else line for line in item.split("\n"))


def deepened(item: str, by: int) -> str:
    """The item with each list inside of it ``by`` columns deeper than its key.

    The item is one of a list at column 0, whose inner lists stand at the column of their keys.
    """
    if not by:
        return item
    lists: list[int] = []
    text_above: int | None = None
    written: list[str] = []
    for line in item.split("\n"):
        column = len(line) - len(line.lstrip(" "))
        if text_above is None or (line and column <= text_above):
            lists = _around(lists, line, column)
            text_above = _column_of_key(line) if _OPENS_TEXT.search(line) else None
        written.append(indented(line, by * (len(lists) - 1)))
    return "\n".join(written)


def _around(lists: list[int], line: str, column: int) -> list[int]:
    """The columns of the lists around a line, that of its own dash included."""
    if not line:
        return lists
    dash = _DASH.match(line) is not None
    outer = [each for each in lists if each < column or (each == column and dash)]
    return outer if not dash or column in outer else [*outer, column]


def _column_of_key(line: str) -> int:
    """Where the key of a text begins: what stands deeper belongs to the text."""
    dash = _DASH.match(line)
    return dash.end() if dash else len(line) - len(line.lstrip(" "))

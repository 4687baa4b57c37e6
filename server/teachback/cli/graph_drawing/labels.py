"""The text in a node: how much of it is shown, and how much room that takes."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from teachback.cli.evaluation_report import plain

MOST_COLUMNS = 42
"""Labels that are longer end with an ellipsis; what is cut off is in the node's title."""


def label_in_one_line(text: str) -> str:
    """A label without line breaks and control characters, cut where it is too long for a node."""
    shown = plain(text)
    if columns(shown) <= MOST_COLUMNS:
        return shown
    width = 0
    for index, character in enumerate(shown):
        width += columns(character)
        if width > MOST_COLUMNS - 1:
            return f"{shown[:index]}…"
    return shown


def columns(text: str) -> int:
    """The width of a text in columns of a fixed-width font; Chinese characters and their like take two."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1

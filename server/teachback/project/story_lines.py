"""The lines in which the stories of a file begin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import repeat
from operator import add, attrgetter, sub

from teachback.project.sources import SourceFile
from teachback.text.common_ends import common_prefix, common_suffix

_OFFSET = attrgetter("offset")


def story_lines(file: SourceFile) -> list[int]:
    """The 0-based line of each story."""
    return file.document.lines.lines_of(map(_OFFSET, file.placed_stories()))


def story_lines_after(before: SourceFile, lines: Sequence[int], now: SourceFile) -> list[int]:
    """The same for another text of a file, from the ``lines`` of the one ``before``: only those of stories that begin
    in what both texts do not have in common at their ends are looked for.
    """
    old, new = before.document, now.document
    head = common_prefix(old.text, new.text)
    tail = common_suffix(old.text, new.text, min(len(old.text), len(new.text)) - head)
    offsets_before = list(map(_OFFSET, before.placed_stories()))
    offsets = list(map(_OFFSET, now.placed_stories()))
    # Not those at the very edge: a line end of two characters may lie across it.
    first = bisect_left(offsets, head)
    rest = bisect_right(offsets, len(new.text) - tail, lo=first)
    rest_before = len(offsets_before) - (len(offsets) - rest)
    moved = len(new.text) - len(old.text)
    behind = list(map(sub, offsets[rest:], repeat(moved)))
    if offsets_before[:first] != offsets[:first] or offsets_before[rest_before:] != behind:
        return story_lines(now)
    below = map(add, lines[rest_before:], repeat(new.lines.line_count - old.lines.line_count))
    return [*lines[:first], *new.lines.lines_of(offsets[first:rest]), *below]

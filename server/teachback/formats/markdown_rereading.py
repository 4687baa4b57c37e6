"""A Markdown file after an edit: only the blocks that the edit touches are read again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from teachback.formats.markdown_blocks import block_starts
from teachback.formats.markdown_known_lines import KnownLines
from teachback.formats.markdown_story import read_blocks
from teachback.formats.story_tree import PlacedStory
from teachback.text.common_ends import common_prefix, common_suffix

_offset = attrgetter("offset")


class ReadBefore(NamedTuple):
    """What a file held before: its text, and the stories in it."""

    text: str
    stories: tuple[PlacedStory, ...]


def read_changed_blocks(text: str, known: KnownLines, before: ReadBefore) -> tuple[PlacedStory, ...]:
    """The stories of ``text``; those of ``before`` whose blocks did not change are taken over.

    What follows the start of a block depends on nothing before it. So reading begins at a block whose header lies
    before the edit, and ends as soon as a block begins after the edit where one began before.
    """
    old = before.stories
    if text == before.text:
        return old
    head = common_prefix(before.text, text)
    tail = common_suffix(before.text, text, min(len(before.text), len(text)) - head)
    moved = len(text) - len(before.text)
    first = max(0, bisect_right(old, head, key=_offset) - 2)
    starts: list[int] = []
    rest, end = len(old), len(text)
    for start in block_starts(text, old[first].offset if first else 0):
        index = bisect_left(old, start - moved, key=_offset)
        if start >= len(text) - tail and index < len(old) and old[index].offset == start - moved:
            rest, end = index, start
            break
        starts.append(start)
    fresh = list(read_blocks(text, starts, end, known))
    same = _same(old[first:rest], fresh, head)
    return (*old[: first + same], *fresh[same:], *_moved(old[rest:], moved))


def _same(before: Sequence[PlacedStory], fresh: Sequence[PlacedStory], head: int) -> int:
    """How many blocks were read again though they end before the edit: these stay the same objects. Others may say what
    they said, and yet have a line end more in a comment.
    """
    ends = map(_offset, fresh[1:])
    alike = map(lambda old, new, end: old == new and end <= head, before, fresh, ends)
    return sum(1 for _ in takewhile(bool, alike))


def _moved(stories: Sequence[PlacedStory], by: int) -> Sequence[PlacedStory]:
    return [PlacedStory(placed.story, placed.offset + by) for placed in stories] if by else stories

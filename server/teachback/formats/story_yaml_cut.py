"""Cuts story YAML into blocks, by its lines alone: a story or rule, from the line of its dash to the next one.

Nothing here is certain: a dash may stand inside a quoted text. Whoever reads a block alone finds that out, because
then the block before never ends (``story_yaml_alone``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from teachback.formats.story_tree import StoryKind

KINDS = MappingProxyType({"stories": StoryKind.STORY, "rules": StoryKind.RULE})
_KEYS = ("version", *KINDS)

_EMPTY = re.compile(r"\w+: +\[\]")
_FIRST_ITEM = re.compile(r"\n( *)-(?=[ \r\n]|\Z)")


@dataclass(frozen=True, slots=True)
class Section:
    """A list of stories or of rules: where its blocks begin, and where the last one ends."""

    kind: StoryKind
    starts: tuple[int, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A file in pieces: ``frame`` is its text without the blocks, ``sections`` are those that have any."""

    frame: str
    sections: tuple[Section, ...]


def cut(text: str) -> Cut:
    """The pieces of a file; in one without stories all is frame.

    Whatever stands at the start of a line and is neither ``version:`` nor ``stories:`` nor ``rules:`` ends no block.
    """
    keys = _key_lines(text)
    frame = [text[: keys[0][0]] if keys else text]
    sections: list[Section] = []
    for index, (start, key) in enumerate(keys):
        end = keys[index + 1][0] if index + 1 < len(keys) else len(text)
        blocks = _block_starts(text, start, end) if key in KINDS and not _EMPTY.match(text, start) else ()
        frame.append(text[start : blocks[0] if blocks else end])
        if blocks:
            sections.append(Section(KINDS[key], blocks, end))
    return Cut("".join(frame), tuple(sections))


def _key_lines(text: str) -> list[tuple[int, str]]:
    """The lines that begin with a key of the file, as offset and key. Plain searches are much faster than a pattern."""
    lines = f"\n{text}"
    found: list[tuple[int, str]] = []
    for key in _KEYS:
        at = lines.find(f"\n{key}:")
        while at >= 0:
            found.append((at, key))
            at = lines.find(f"\n{key}:", at + 1)
    return sorted(found)


def _block_starts(text: str, start: int, end: int) -> tuple[int, ...]:
    """The lines of a section with a dash in the same column as the first one."""
    first = _FIRST_ITEM.search(text, start, end)
    if first is None:
        return ()
    items = re.compile(rf"\n{first[1]}-(?=[ \r\n]|\Z)")
    return tuple(match.start() + 1 for match in items.finditer(text, first.start(), end))

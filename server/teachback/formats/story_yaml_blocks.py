"""Reads a YAML file that holds stories and nothing else block by block, so that an edit costs one block.

The result equals what reading the whole tree gives (``parse_yaml`` and ``read_stories``), which is left to do for all
other files, and for those whose blocks hang together. Only a large file with many syntax errors is read better here:
each block has all the attempts of ``Recovery`` to itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from teachback.formats.problems import Problem
from teachback.formats.story_tree import PlacedStory, Story, StoryFile, StoryFormat, StoryKind
from teachback.formats.story_yaml import is_story_yaml
from teachback.formats.story_yaml_alone import OddBlock
from teachback.formats.story_yaml_cut import KINDS, cut
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_tree import MAX_CHARACTERS, parse_yaml
from teachback.formats.yaml_version import is_readable_version

_COMMENT = "#[^\r\n\x85\u2028\u2029]*"
_FRAME_LINE = re.compile(
    rf" *(?:{_COMMENT})?"
    rf"|(?:version: +(?:\"[0-9.]+\"|'[0-9.]+')|(?:stories|rules):(?: +\[\])?) *(?: {_COMMENT})?"
)

ReadBlock = Callable[[StoryKind, str], Story | OddBlock | None]


@dataclass(frozen=True, slots=True)
class StoriesRead:
    """What ``read_stories`` makes of a file, and the problems that ``parse_yaml`` finds in it."""

    stories: StoryFile
    yaml_problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Odd:
    kind: StoryKind
    start: int
    block: OddBlock


def read_story_blocks(text: str, read_block: ReadBlock) -> StoriesRead | None:
    """All of a file of stories and rules; ``None`` when its whole tree is needed.

    ``read_block`` reads one block of text; a caller may put a cache around it, as equal blocks say the same.
    """
    if len(text) > MAX_CHARACTERS or "\\u" in text:  # what this escape means depends on all characters of a file
        return None
    pieces = cut(text)
    if not _is_readable(pieces.frame):
        return None
    stories: list[PlacedStory] = []
    odd: list[_Odd] = []
    for section in pieces.sections:
        for start, end in pairwise((*section.starts, section.end)):
            read = read_block(section.kind, text[start:end])
            if isinstance(read, Story):
                stories.append(PlacedStory(read, start))
            elif read is None or _may_be_closed(read.quote, text, end):
                return None
            else:
                odd.append(_Odd(section.kind, start, read))
    return _whole(stories, odd)


def _is_readable(frame: str) -> bool:
    """Whether all between the blocks is known to be whole and free of problems."""
    if not all(_FRAME_LINE.fullmatch(line.removesuffix("\r")) for line in frame.split("\n")):
        return False
    yaml = parse_yaml(frame)
    if yaml.problems or yaml.top is None or not is_story_yaml(yaml):
        return False
    return is_readable_version(yaml.top, Block())  # which is in quotes, so nothing else can be wrong with it


def _may_be_closed(quote: str, text: str, start: int) -> bool:
    """Whether an open quote is closed behind ``start``, or a backslash there may make another fault of it."""
    return bool(quote) and (text.find(quote, start) >= 0 or text.find("\\", start) >= 0)


def _whole(stories: list[PlacedStory], odd: list[_Odd]) -> StoriesRead:
    """Stories, rules and problems in the order in which ``read_stories`` and ``parse_yaml`` have them."""
    told = [PlacedStory(each.block.story, each.start) for each in odd if each.block.story]
    if told:
        stories = sorted([*stories, *told], key=attrgetter("offset"))
    by_kind = [each for kind in KINDS.values() for each in odd if each.kind is kind]
    problems = tuple(problem.shifted(each.start) for each in by_kind for problem in each.block.problems)
    faults = [each.block.fault.shifted(each.start) for each in odd if each.block.fault]
    duplicates = (problem.shifted(each.start) for each in odd for problem in each.block.duplicates)
    broken = any(each.block.broken for each in odd)
    return StoriesRead(StoryFile(StoryFormat.YAML, tuple(stories), problems, broken), (*faults[:1], *duplicates))

"""Reads one story or rule of a YAML file from its own block of text alone.

YAML's scanner is in the same state wherever a block begins: in a list of stories, at a dash in the column of the list.
So a block says alone what it says in its file, if it is whole: no text, list or brace in it is open where it ends.
By induction from the first block on, a file whose blocks are all whole says what its blocks say. What a block shares
with the rest of a file in other ways (anchors, ends of documents) makes it none that can be read alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from teachback.formats.problems import Problem, Severity
from teachback.formats.story_tree import Story, StoryFile, StoryKind
from teachback.formats.story_yaml import read_stories
from teachback.formats.yaml_nodes import Mapping, Node, Sequence, YamlFile
from teachback.formats.yaml_tree import YamlPart, parse_part

_HEADS = {StoryKind.STORY: "stories:\n", StoryKind.RULE: "rules:\n"}
_LINE = "[\r\n\x85\u2028\u2029]"
_DOCUMENT_MARK = re.compile(rf"{_LINE}(?:---|\.\.\.)")
_LONG_KEY = re.compile(rf"(?:\A|{_LINE})[-?: ]*\?(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class OddBlock:
    """A block of which there is something to tell the file, with spans that count from the block's start.

    ``story`` is ``None`` for an item that is none; ``problems`` then say why. ``fault`` is the first syntax error,
    ``duplicates`` are the keys that it repeats. ``broken`` says that Rasa refuses the file because of the block.
    ``quote`` is one that is never closed: then all this holds only where nothing that follows could close it.
    """

    story: Story | None
    problems: tuple[Problem, ...]
    fault: Problem | None
    duplicates: tuple[Problem, ...]
    broken: bool
    quote: str


@dataclass(frozen=True, slots=True)
class LoneItem:
    """A block as a file of its own.

    ``text`` is that file, in which the block begins at ``offset``, and ``node`` the block's item.
    """

    text: str
    offset: int
    part: YamlPart
    node: Node


def read_alone(kind: StoryKind, block: str) -> Story | OddBlock | None:
    """What a block says, from the line of its dash on; ``None`` where that hangs on the rest of the file."""
    lone = lone_item(kind, block)
    if lone is None:
        return None
    faulty = any(problem.severity is Severity.ERROR for problem in lone.part.problems)
    file = read_stories(YamlFile(lone.part.root, broken=faulty), lone.text)
    if any(placed.offset != lone.offset for placed in file.stories):
        return None
    story = file.stories[0].story if file.stories else None
    return story if story and not file.broken else _odd(story, file, lone)


def _odd(story: Story | None, file: StoryFile, lone: LoneItem) -> OddBlock:
    fault, duplicates = _fault_and_others(lone.part)
    return OddBlock(
        story,
        tuple(problem.shifted(-lone.offset) for problem in file.problems),
        fault and fault.shifted(-lone.offset),
        tuple(problem.shifted(-lone.offset) for problem in duplicates),
        file.broken,
        next((each.quote for each in lone.part.faults if each.quote), ""),
    )


def lone_item(kind: StoryKind, block: str) -> LoneItem | None:
    """The item that a block is, ``None`` where that hangs on the rest of the file."""
    if _shares(block):
        return None
    head = _HEADS[kind]
    text = head + block
    part = parse_part(text)
    if part is None or not _is_certain(part, len(text.rstrip())):
        return None
    if part.faults and not _is_deeper_than_its_dash(block):
        return None
    node = _only_item(part, len(head) + block.index("-"))
    return None if node is None else LoneItem(text, len(head), part, node)


def _shares(block: str) -> bool:
    """Whether a block may have aliases, which count together in a file, the end of a document, or a key after “?”.

    Without a value, such a key has it where the next story begins.
    """
    if "&" in block and "*" in block:
        return True
    return _DOCUMENT_MARK.search(block) is not None or _LONG_KEY.search(block) is not None


def _is_certain(part: YamlPart, end: int) -> bool:
    """Whether all problems of a part would be the same in a longer text, of which it ends at ``end``."""
    _, others = _fault_and_others(part)
    duplicates_only = all(problem.rule == "duplicate-key" for problem in others)
    return duplicates_only and not part.given_up and all(fault.quote or fault.seen < end for fault in part.faults)


def _fault_and_others(part: YamlPart) -> tuple[Problem | None, tuple[Problem, ...]]:
    return (part.problems[0], part.problems[1:]) if part.faults else (None, part.problems)


def _is_deeper_than_its_dash(block: str) -> bool:
    """Whether what is blanked out because of a fault ends with the block: by indentation nothing in it is beside it."""
    first, *lines = block.splitlines()
    column = first.index("-")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return all(len(line) - len(line.lstrip()) > column for line in lines if line.strip())


def _only_item(part: YamlPart, dash: int) -> Node | None:
    """The only item of the only list in a part, if the list begins at ``dash``."""
    if not isinstance(part.root, Mapping) or len(part.root.entries) != 1:
        return None
    items = part.root.entries[0][1]
    if not isinstance(items, Sequence) or len(items.items) != 1 or items.span.start != dash:
        return None
    return items.items[0]

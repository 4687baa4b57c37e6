"""Blocks of story YAML that can be cut into their steps by lines alone, too.

Most stories are a name and steps, nothing else, and projects hold few different steps, each of them many times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from teachback.formats.names import Name
from teachback.formats.story_tree import StoryKind
from teachback.formats.yaml_scalars import plain_value
from teachback.text.spans import Span

# A name of characters that mean nothing to YAML, the first being a letter: no number, no quote, no indicator.
_CHARACTER = r"[\w!-\"$-9;-~]"
_HEAD = re.compile(
    rf"(?P<column> *)- (?P<word>story|rule): (?P<name>[^\W\d]{_CHARACTER}*(?: +{_CHARACTER}+)*) *\r?"
    r"\n(?P=column)  steps: *\r?(?=\n(?P<indent> *)- )"
)
_TAIL_LINE = re.compile(r" *(?:#[ -~\w]*)?\r?")
_BLANKS = " \r\n"


@dataclass(frozen=True, slots=True)
class PlainBlock:
    """A block with a name and steps.

    ``items`` are the texts of the steps, each without the blanks and the dash before it and without the comments that
    follow the last one; ``starts`` their offsets. The dashes stand in ``column``.
    """

    name: Name
    header: Span
    column: int
    items: tuple[str, ...]
    starts: tuple[int, ...]


def plain_block(kind: StoryKind, text: str) -> PlainBlock | None:
    """The pieces of a block; ``None`` for one of another form.

    Whether each item is a step that ends where the next one begins is for the reader to find out.
    """
    head = _HEAD.match(text)
    if head is None:
        return None
    before_dash, word, name, indent = head.groups()
    column = len(indent)
    if word != kind.value or column < len(before_dash) + len("- ") or not isinstance(plain_value(name), str):
        return None
    dash = f"\n{indent}- "
    items = text[head.end() :].split(dash)[1:]
    items[-1] = _without_tail(items[-1])
    lengths = map(len(dash).__add__, map(len, items[:-1]))
    starts = accumulate(lengths, initial=head.end() + len(dash))
    start, end = head.span("name")
    header = Span(len(before_dash), end)
    return PlainBlock(Name(name, Span(start, end)), header, column, tuple(items), tuple(starts))


def _without_tail(item: str) -> str:
    """The last item without the blank lines and comments after it, unless they may belong to a block text."""
    if "|" in item or ">" in item:
        return item
    lines = item.split("\n")
    while len(lines) > 1 and _TAIL_LINE.fullmatch(lines[-1]):
        lines.pop()
    return "\n".join(lines).rstrip(_BLANKS)

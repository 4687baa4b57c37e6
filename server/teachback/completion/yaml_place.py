"""Where in a YAML text a cursor stands: the keys above it, told by the indentation of lines, readable or not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from teachback.completion.yaml_flow import flow_place
from teachback.completion.yaml_scalar import ITEM, YamlPlace, plain_word, quoted_word
from teachback.text.positions import LineIndex
from teachback.text.spans import Span

_BLANKS = re.compile(r"[ \t]*")
_DASH = re.compile(r"-(?:[ \t]+|$)")
_KEY = re.compile(r"(\"[^\"\\]*\"|'[^']*'|[^\s\"'#&*!|>%@\[\]{},?:-][^\r\n]*?)[ \t]*:(?=[ \t]|$)")
_COMMENT = re.compile(r"(?:^|[ \t])#")
_NEAR = 2_000
_NO_SCALAR = frozenset("|>&*!#%@`")


@dataclass(frozen=True, slots=True)
class _Opened:
    """The dashes and the key that a line opens before a place, with their columns, and where the rest begins."""

    elements: tuple[tuple[int, str], ...]
    rest: int


def yaml_place(text: str, lines: LineIndex, cursor: int) -> YamlPlace | None:
    """The place of a cursor; ``None`` in comments, behind a value, and right behind a dash or colon."""
    line = lines.line_span(lines.line_of(cursor))
    if cursor > line.end or _COMMENT.search(text, line.start, cursor):
        return None
    opened = _opened(text, line, cursor)
    if opened.rest > cursor and text[cursor : line.end].strip():
        return None
    start = min(opened.rest, cursor)
    place = _word(text, Span(start, line.end), cursor)
    if place is None:
        return None
    column = opened.elements[0][0] if opened.elements else start - line.start
    in_list = bool(opened.elements) and opened.elements[0][1] == ITEM
    above = _above(text, line.start, column, in_list=in_list)
    return replace(place, path=(*above, *(name for _, name in opened.elements), *place.path))


def keys_above(text: str, lines: LineIndex, number: int) -> tuple[str, ...]:
    """The keys and lists that hold a line, by its indentation."""
    line = lines.line_span(number)
    start = _after(_BLANKS, text, line.start, line.end)
    return _above(text, line.start, start - line.start, in_list=text.startswith("-", start))


def _opened(text: str, line: Span, until: int) -> _Opened:
    """What is opened before ``until``: a dash and a colon count when a blank follows them, or their line ends."""
    at = _after(_BLANKS, text, line.start, line.end)
    elements: list[tuple[int, str]] = []
    while (dash := _DASH.match(text, at, line.end)) and at + 1 < until:
        elements.append((at - line.start, ITEM))
        at = dash.end()
    key = _KEY.match(text, at, line.end)
    if key and key.end() < until:
        elements.append((at - line.start, key[1].strip("\"'")))
        at = _after(_BLANKS, text, key.end(), line.end)
    return _Opened(tuple(elements), at)


def _word(text: str, rest: Span, cursor: int) -> YamlPlace | None:
    """The word at a cursor in what follows dashes and key; its path is that in brackets."""
    first = text[rest.start : min(rest.start + 1, cursor)]
    if first and first in "[{":
        return flow_place(text, rest, cursor)
    if first and first in "\"'":
        return quoted_word(text, rest, cursor)
    if text[rest.start : rest.start + 1] in _NO_SCALAR:
        return None
    return plain_word(text, rest, cursor)


def _above(text: str, end: int, column: int, *, in_list: bool) -> tuple[str, ...]:
    """The keys and lists that hold what begins in a column of the line at ``end``; ``in_list`` when that is a dash."""
    path: list[str] = []
    while column or in_list:
        start = _shallower_line(text, end, column, in_list=in_list)
        if start is None:
            break
        line = Span(start, start + len(text[start:end].split("\n", 1)[0].rstrip("\r")))
        for at, name in reversed(_opened(text, line, line.end + 1).elements):
            if at < column or (at == column and in_list and name != ITEM):
                path.append(name)
                column, in_list = at, name == ITEM
        end = start
    return tuple(reversed(path))


def _shallower_line(text: str, end: int, column: int, *, in_list: bool) -> int | None:
    """Where the last line before ``end`` begins that is indented less, or like a list whose key it may be.

    It is mostly near, and far away only at the top of a file: so a small part of the text is looked at first.
    """
    pattern, window, start = _shallower(column, in_list), _NEAR, end
    while start:
        start, window = max(0, end - window), window * 10
        found = [match.start() for match in pattern.finditer(text, start, end)]
        if found:
            return found[-1] + 1
    return 0 if end and pattern.match(f"\n{text[: column + 1]}") else None


@lru_cache(maxsize=256)
def _shallower(column: int, in_list: bool) -> re.Pattern[str]:
    """With a line end in front of the line: one character that is fixed is found many times faster than a place."""
    less = rf" {{0,{column - 1}}}[^\s#]" if column else r"(?!)"
    return re.compile(rf"\n(?:{less}| {{{column}}}[^\s#-])" if in_list else rf"\n{less}")


def _after(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.match(text, start, end)
    return found.end() if found else start

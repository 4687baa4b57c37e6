"""Items of YAML lists put in and taken out as text, in block style (``- x``) and in flow style (``[x, y]``)."""

from __future__ import annotations

import re

from teachback.formats.removal import own_comment, removed_lines
from teachback.formats.yaml_nodes import Scalar, Sequence
from teachback.text.edits import Edit
from teachback.text.line_ends import line_end, line_end_used, line_start, next_line
from teachback.text.spans import Span

_DASH = re.compile(r"[ \t]*-(?=[ \t])")
_COMMA = re.compile(r"\s*,\s*")
_COLON = re.compile(r"['\"]?[ \t]*:")


def insert_item(text: str, items: Sequence, after: int | None, pair: str) -> Edit:
    """The edit that puts the one-pair mapping ``pair`` after an item of a list, or in front of all.

    ``items`` is not an empty block list, which YAML does not have.
    """
    if items.flow:
        return _insert_in_flow(items, after, f"{{{pair}}}")
    beside = 0 if after is None else after
    dash = _dash(text, items, beside)
    line = line_start(text, dash)
    gap = text[dash + 1 : items.items[beside].span.start]
    margin = f"{text[line:dash]}-{gap if gap and not gap.strip(' ') else ' '}"
    if after is None:
        return Edit(Span(line, line), f"{margin}{pair}{line_end_used(text, line)}")
    at = line_end(text, items.items[after].span.end)
    return Edit(Span(at, at), f"{line_end_used(text, at)}{margin}{pair}")


def _insert_in_flow(items: Sequence, after: int | None, item: str) -> Edit:
    if not items.items:
        at = items.span.start + 1
        return Edit(Span(at, at), item)
    if after is None:
        at = items.items[0].span.start
        return Edit(Span(at, at), f"{item}, ")
    at = items.items[after].span.end
    return Edit(Span(at, at), f", {item}")


def remove_item(
    text: str, key: Scalar, items: Sequence, index: int, *, comment_above: bool = False
) -> tuple[Edit, ...]:
    """The edits that take an item out of the list that is the value of ``key``; an empty list becomes ``[]``.

    In block style whole lines go, and with ``comment_above`` also the comment that is clearly the item's own.
    """
    if items.flow:
        return (Edit(_flow_item(text, items, index), ""),)
    dash = _dash(text, items, index)
    start = own_comment(text, dash, _is_comment) if comment_above else dash
    lines = Edit(removed_lines(text, start, next_line(text, items.items[index].span.end)), "")
    if len(items.items) > 1:
        return (lines,)
    colon = _COLON.match(text, key.inner.end)
    if colon is None:
        raise ValueError(f"the key {key.text!r} is written in a way that cannot be edited")
    return (Edit(Span(colon.end(), colon.end()), " []"), lines)


def _flow_item(text: str, items: Sequence, index: int) -> Span:
    span = items.items[index].span
    comma = _COMMA.match(text, span.end)
    if comma:
        return Span(span.start, comma.end())
    return Span(items.items[index - 1].span.end, span.end) if index else span


def _dash(text: str, items: Sequence, index: int) -> int:
    if index == 0:
        return items.span.start
    start = items.items[index].span.start
    on_line = _DASH.match(text, line_start(text, start), start)
    return on_line.end() - 1 if on_line else text.rfind("-", items.items[index - 1].span.end, start)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")

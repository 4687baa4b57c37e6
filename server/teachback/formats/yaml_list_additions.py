"""Items put at the end of a list that is the value of a top-level key of a YAML file, in the file's own style."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items

from teachback.formats.block_at_end import block_at_end
from teachback.formats.yaml_indentation import deepened, indented
from teachback.formats.yaml_item_text import in_brackets
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFile
from teachback.formats.yaml_scalars import is_null
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import Edit
from teachback.text.line_ends import line_end, line_end_used, line_start, next_line
from teachback.text.spans import Span

_AFTER_KEY = re.compile(r"['\"]?[ \t]*:")
_SHARED = re.compile(r"[&!]")
_END_MARK = re.compile(r"^(?:\.\.\.|---)(?=\s|\Z)", re.MULTILINE)


def append_items(text: str, key: str, items: Items[str], version: str) -> tuple[Edit, ...]:
    r"""The edits that put block-style items behind the last item of the list below ``key``.

    Each item is text with ``\n`` whose dash stands in the first column. The key is added where it is missing, and
    ``version`` to a file that holds nothing yet. Raises ``ValueError``, in words, where the file cannot be edited with
    certainty.
    """
    yaml = parse_yaml(text)
    if yaml.broken:
        told = next((each.message for each in yaml.problems), "it is not valid YAML.")
        raise ValueError(f"Rasa would not read the file: {told}")
    if yaml.root is None or is_null(yaml.root):
        return _new_file(text, key, items, version)
    if yaml.top is None:
        raise ValueError("the file holds no keys, so it is no training data")
    name, value = yaml.top.key(key), yaml.top.get(key)
    if name is None or value is None:
        return _new_key(text, yaml, key, items)
    if isinstance(value, Scalar) and is_null(value) and not yaml.top.flow:
        return _first_items(text, name, value.span, items)
    if not isinstance(value, Sequence):
        raise ValueError(f"what stands below “{key}” is not a list")  # noqa: TRY004 - the text is wrong, not a type
    _refuse_shared(text, name, value)
    if value.flow:
        in_block = not value.items and not yaml.top.flow
        return _first_items(text, name, value.span, items) if in_block else in_flow(text, value, items)
    # a single item does not show whether empty lines part the items: it gets one
    return (behind_last(text, value, items, apart=len(value.items) == 1 or _stand_apart(text, value)),)


def _refuse_shared(text: str, key: Scalar, value: Sequence) -> None:
    shared = ValueError(f"the list below “{key.text}” is used in more than one place (`&` or `*`): edit it by hand")
    colon = _AFTER_KEY.match(text, key.inner.end)
    if colon is None or any(item.span == value.span for item in value.items) or text.startswith("*", value.span.start):
        raise shared
    between = "".join(line.split("#")[0] for line in text[colon.end() : value.span.start].splitlines())
    if _SHARED.search(between):
        raise shared


def _new_file(text: str, key: str, items: Items[str], version: str) -> tuple[Edit, ...]:
    if _END_MARK.search(text):
        raise ValueError("the file has a document mark (`---`) and nothing else: take it out first")
    block = f'version: "{version}"\n\n{key}:\n{_joined(items, apart=True)}'
    return (block_at_end(text, block),)


def _new_key(text: str, yaml: YamlFile, key: str, items: Items[str]) -> tuple[Edit, ...]:
    top = yaml.top
    if top is None or top.flow or line_start(text, top.span.start) < top.span.start - text.startswith("\ufeff"):
        raise ValueError(f"the file has no “{key}”, and its keys do not begin at the start of a line")
    if _END_MARK.search(text, top.span.start):
        raise ValueError(f"the file has no “{key}”, and a document mark stands at its end")
    return (block_at_end(text, f"{key}:\n{_joined(items, apart=True)}"),)


def _first_items(text: str, key: Scalar, value: Span, items: Items[str]) -> tuple[Edit, ...]:
    """The first items of a list that is not there yet, or stands there as ``[]`` or ``null``."""
    colon = _AFTER_KEY.match(text, key.inner.end)
    if colon is None or text[colon.end() : value.start].strip():
        raise ValueError(f"“{key.text}” is written in a way that cannot be edited")
    at = line_end(text, max(value.end, colon.end()))
    used = line_end_used(text, key.span.start)
    added = Edit(Span(at, at), used + _joined(items, apart=True).removesuffix("\n").replace("\n", used))
    return (Edit(Span(colon.end(), value.end), ""), added) if value.start < value.end else (added,)


def in_flow(text: str, value: Sequence, items: Items[str]) -> tuple[Edit, ...]:
    """The edits that put items (see ``append_items``) at the end of a list in brackets. Raises ``ValueError``."""
    close = value.span.end - 1
    written = [in_brackets(_node(item)) for item in items]
    at = value.items[-1].span.end if value.items else value.span.start + 1
    if text[close : value.span.end] != "]" or "#" in text[at:close]:
        raise ValueError("the list in brackets ends in a way that cannot be edited")
    comma = ", " if value.items else ""
    return (Edit(Span(at, at), comma + ", ".join(written)),)


def _node(item: str) -> Node:
    read = parse_yaml(item)
    if read.broken or not isinstance(read.root, Sequence) or len(read.root.items) != 1:
        raise ValueError(f"this is not one item of a list: {item!r}")
    return read.root.items[0]


def behind_last(text: str, value: Sequence, items: Items[str], *, apart: bool) -> Edit:
    """The edit that puts items (see ``append_items``) behind the last one of a block list, with ``apart`` after an
    empty line each. Raises ``ValueError``.
    """
    column = _column(text, value.span.start)
    if text[value.span.start - column : value.span.start].strip(" \ufeff"):
        raise ValueError("the list begins beside something else on its line")
    at = _end_of_last(text, value, column)
    used = line_end_used(text, value.span.start)
    deeper = _steps_indent(text, value)
    block = _joined([indented(deepened(item, deeper), column) for item in items], apart=apart).removesuffix("\n")
    return Edit(Span(at, at), used + (used if apart else "") + block.replace("\n", used))


def _end_of_last(text: str, value: Sequence, column: int) -> int:
    """The end of the last line that belongs to the list: comments right below it that stand deeper than the dashes
    are a part of its last item.
    """
    end = value.span.end
    if text[end - 1 : end] in {"\r", "\n"}:  # a block scalar ends with its line end
        end = len(text[:end].rstrip("\r\n"))
    at = line_end(text, end)
    while at < len(text):
        line = text[next_line(text, at) : line_end(text, next_line(text, at))]
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) <= column:
            return at
        at = line_end(text, next_line(text, at))
    return at


def _stand_apart(text: str, value: Sequence) -> bool:
    """Whether an empty line parts the last two items."""
    end, start = value.items[-2].span.end, value.items[-1].span.start
    return any(not line.strip() for line in text[end:start].splitlines()[1:-1])


def _steps_indent(text: str, value: Sequence) -> int:
    """How much deeper than its key a list inside of an item stands in this file, by the first one."""
    for item in value.items:
        for key, inner in item.pairs() if isinstance(item, Mapping) else ():
            if isinstance(inner, Sequence) and not inner.flow and inner.span.start < inner.span.end:
                return max(0, _column(text, inner.span.start) - _column(text, key.span.start))
    return 0


def _column(text: str, at: int) -> int:
    return at - line_start(text, at)


def _joined(items: Items[str], *, apart: bool) -> str:
    return ("\n" if apart else "").join(f"{item.rstrip()}\n" for item in items)

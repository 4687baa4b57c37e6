"""Examples added to the ``nlu`` of a YAML file, in the file's own style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Items

from teachback.formats.yaml_item_text import scalar
from teachback.formats.yaml_list_additions import append_items, behind_last, in_flow
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import Edit
from teachback.text.line_ends import line_end, line_end_used, line_start
from teachback.text.spans import Span

_EXAMPLE = re.compile(r"(?:^|(?<=[\r\n]))([ ]*-[ ]*)(?=[^\s])")


def to_section(text: str, intent: str, examples: Items[str]) -> tuple[Edit, ...] | None:
    """The edits that put examples behind the last one of an intent; ``None`` where the file has no section of it whose
    examples are lines of a text (``examples: |``) or items of a list. Of several the one with the most is taken.
    """
    sections = [each for each in _sections(text, intent) if _is_open(each.get("examples"))]
    if not sections:
        return None
    section = max(sections, key=lambda each: _count(each.get("examples")))
    key, value = section.key("examples"), section.get("examples")
    if isinstance(value, Scalar) and key is not None:
        return (_lines(text, key, value, examples),)
    if not isinstance(value, Sequence):
        return None
    items = [_item(value, example) for example in examples]
    return in_flow(text, value, items) if value.flow else (behind_last(text, value, items, apart=False),)


def new_section(intent: str, examples: Items[str]) -> str:
    """An item of ``nlu`` for an intent that the file does not have."""
    lines = "".join(f"    - {example}\n" for example in examples)
    return f"- intent: {scalar(intent)}\n  examples: |\n{lines}"


def with_sections(text: str, sections: Items[str], version: str) -> tuple[Edit, ...]:
    """The edits that put new items behind all others. Raises ``ValueError``."""
    return append_items(text, "nlu", sections, version)


def _sections(text: str, intent: str) -> Iterator[Mapping]:
    top = parse_yaml(text).top
    nlu = top.get("nlu") if top else None
    for item in nlu.items if isinstance(nlu, Sequence) else ():
        name = item.get("intent") if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and isinstance(name, Scalar) and name.text.strip() == intent:
            yield item


def _is_open(value: Node | None) -> bool:
    return (isinstance(value, Scalar) and value.style == "|") or (isinstance(value, Sequence) and bool(value.items))


def _count(value: Node | None) -> int:
    match value:
        case Scalar(text=text):
            return sum(line.startswith("-") for line in text.splitlines())
        case Sequence(items=items):
            return len(items)
        case _:
            return 0


def _lines(text: str, key: Scalar, value: Scalar, examples: Items[str]) -> Edit:
    """Lines behind the last filled one of a ``|`` text, indented as the last example is."""
    written = text[value.span.start : value.span.end].rstrip()
    head = line_end(written, 0)
    found = _EXAMPLE.findall(written, head)
    margin = found[-1] if found else " " * (key.span.start - line_start(text, key.span.start) + 2) + "- "
    at = line_end(text, value.span.start + len(written))
    used = line_end_used(text, value.span.start)
    return Edit(Span(at, at), "".join(f"{used}{margin}{example}" for example in examples))


def _item(value: Sequence, example: str) -> str:
    """An example as an item, its text written as that of the last one is: below ``|``, or beside its key."""
    last = value.items[-1]
    words = last.get("text") if isinstance(last, Mapping) else None
    if isinstance(words, Scalar) and words.style == "|":
        return f"- text: |\n    {example}\n"
    return f"- text: {scalar(example)}\n"

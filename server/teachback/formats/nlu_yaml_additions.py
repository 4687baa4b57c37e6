"""Examples added to the ``nlu`` of a YAML file, in the file's own style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Mapped
from collections.abc import Sequence as Items

from teachback.formats.yaml_list_additions import append_items, behind_last, in_flow
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalar_writing import scalar_anywhere
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import Edit
from teachback.text.line_ends import line_end, line_end_used, line_start
from teachback.text.spans import Span

_FILLED = re.compile(r"(?<=[\r\n])([ ]*)(-[ ]*)?(?=[^\s])")


def add_examples(text: str, by_intent: Mapped[str, Items[str]], version: str) -> list[Edit]:
    """The edits that put examples behind the last one of their intent, of several sections in the one with the most,
    and items for intents without one behind all others. Raises ``ValueError``.

    A section takes examples where its own are lines of a text (``examples: |``) or items of a list.
    """
    top = parse_yaml(text).top
    nlu = top.get("nlu") if top else None
    edits: list[Edit] = []
    new: list[str] = []
    for intent, examples in by_intent.items():
        sections = [each for each in _sections(nlu, intent) if _is_open(each.get("examples"))]
        if sections:
            edits += _in_section(text, max(sections, key=lambda each: _count(each.get("examples"))), examples)
        else:
            new.append(_new_section(intent, examples))
    return [*edits, *append_items(text, "nlu", new, version)] if new else edits


def _in_section(text: str, section: Mapping, examples: Items[str]) -> tuple[Edit, ...]:
    key, value = section.key("examples"), section.get("examples")
    if isinstance(value, Scalar) and key is not None:
        return (_lines(text, key, value, examples),)
    if not isinstance(value, Sequence):
        return ()
    items = [_item(value, example) for example in examples]
    return in_flow(text, value, items) if value.flow else (behind_last(text, value, items, apart=False),)


def _new_section(intent: str, examples: Items[str]) -> str:
    lines = "".join(f"    - {example}\n" for example in examples)
    return f"- intent: {scalar_anywhere(intent)}\n  examples: |\n{lines}"


def _sections(nlu: Node | None, intent: str) -> Iterator[Mapping]:
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
    found = _FILLED.findall(written, line_end(written, 0))
    dashed = [margin + dash for margin, dash in found if dash]
    indent = found[0][0] if found else " " * (key.span.start - line_start(text, key.span.start) + 2)
    margin = dashed[-1] if dashed else f"{indent}- "
    at = line_end(text, value.span.start + len(written))
    used = line_end_used(text, value.span.start)
    return Edit(Span(at, at), "".join(f"{used}{margin}{example}" for example in examples))


def _item(value: Sequence, example: str) -> str:
    """An example as an item, its text written as that of the last one is: below ``|``, or beside its key."""
    last = value.items[-1]
    words = last.get("text") if isinstance(last, Mapping) else None
    if isinstance(words, Scalar) and words.style == "|":
        return f"- text: |\n    {example}\n"
    return f"- text: {scalar_anywhere(example)}\n"

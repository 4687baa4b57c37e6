"""Where a new name goes in each section of a domain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teachback.formats.domain_tree import Section, SectionPlace
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence

_LINE_END = re.compile(r"[\r\n]|\Z")
_DEFAULT_INDENT = 2


def section_places(top: Mapping, text: str) -> tuple[SectionPlace, ...]:
    """A place for each section of a domain that is written; not for one that is ``null`` or an alias.

    An empty section gets the indentation of the file's first block-style section.
    """
    sections = {key.text: (key, value) for key, value in top.pairs()}
    if "responses" not in sections and "templates" in sections:
        sections["responses"] = sections["templates"]
    known = [(section, *sections[section.value]) for section in Section if section.value in sections]
    indent = next(_block_indents([value for _, _, value in known], text), _DEFAULT_INDENT)
    places = (_place(section, key, value, text, indent) for section, key, value in known)
    return tuple(place for place in places if place is not None)


def _place(section: Section, key: Scalar, value: Node, text: str, indent: int) -> SectionPlace | None:
    if isinstance(value, Scalar):
        if value.span.start < value.span.end:
            return None
        end = _line_end(text, key.span.end)
        return SectionPlace(section, key.name, end, _column(text, key.span.start) + indent, flow=True, empty=True)
    end = value.span.end
    empty = not (value.items if isinstance(value, Sequence) else value.entries)
    if not value.flow:
        own = _column(text, value.span.start)
        return None if empty else SectionPlace(section, key.name, _line_end(text, end), own)
    if text[end - 1 : end] not in ("]", "}"):
        return None
    return SectionPlace(section, key.name, end - 1, _column(text, key.span.start) + indent, flow=True, empty=empty)


def _block_indents(values: list[Node], text: str) -> Iterator[int]:
    for value in values:
        if not isinstance(value, Scalar) and not value.flow and value.span.start < value.span.end:
            yield _column(text, value.span.start)


def _column(text: str, at: int) -> int:
    return at - 1 - max(text.rfind("\n", 0, at), text.rfind("\r", 0, at))


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)

"""Adding names to a domain file, in the file's own style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from teachback.dialogue.dialect import Dialect
from teachback.formats.domain_items import Item, NewName, item_of
from teachback.formats.domain_tree import (
    DomainFile,
    EntityEntry,
    FormEntry,
    IntentEntry,
    Section,
    SectionPlace,
    SlotEntry,
)
from teachback.formats.names import Name
from teachback.text.edits import Edit
from teachback.text.insertions import joined_insertions
from teachback.text.spans import Span

_REST_OF_KEY = re.compile(r"['\"]?[ \t]*:[ \t]*(?:[ \t]#[^\r\n]*)?(?=[\r\n]|\Z)")
_COMMENT = re.compile(r"(?<=\s)#[^\r\n]*")
_DASH_BELOW = re.compile(r"\n(?P<indent> *)- ")
# An empty line above a key of the file.
_APART = re.compile(r"\n[ \t]*\r?\n(?=[A-Za-z])")
_DEFAULT_INDENT = 2


def add_name(
    text: str, file: DomainFile, section: Section, name: str, dialect: Dialect = Dialect.RASA3
) -> tuple[Edit, ...] | None:
    """The edits of ``add_names`` for one name."""
    return add_names(text, file, (NewName(section, name),), dialect)


def add_names(
    text: str, file: DomainFile, names: Sequence[NewName], dialect: Dialect = Dialect.RASA3
) -> tuple[Edit, ...] | None:
    """The edits that add names to sections of the domain file that ``text`` holds; offsets are in ``text``.

    A section that is missing is added at the end of the file. A response without a text gets its own name as its text,
    a slot without a type one that no policy sees, a form of 3.x an empty list of slots: enough for Rasa to accept the
    domain. ``dialect`` decides what a slot or form looks like where the file itself does not show it. No two edits
    overlap or stand at one place.

    ``None`` when the file cannot be edited with certainty: it is not readable YAML, is no domain, its whole content is
    in flow style, or a section's value is not a list or mapping.
    """
    if file.broken or not file.is_domain:
        return None
    line_end = "\r\n" if "\r\n" in text else "\n"
    edits: list[Edit] = []
    missing: list[tuple[Section, list[Item]]] = []
    for section, items in _by_section(text, file, names, dialect):
        place = next((place for place in file.places if place.section is section), None)
        if place is None:
            missing.append((section, items))
            continue
        edit = _in_section(text, file, place, items, line_end)
        if edit is None:
            return None
        edits.append(edit)
    if missing:
        edit = _new_sections(text, missing, line_end)
        if edit is None:
            return None
        edits.append(edit)
    return joined_insertions(edits)


def _by_section(
    text: str, file: DomainFile, names: Sequence[NewName], dialect: Dialect
) -> Iterator[tuple[Section, list[Item]]]:
    for section in Section:
        items = [item_of(text, file, new, dialect) for new in dict.fromkeys(names) if new.section is section]
        if items:
            yield section, items


def _in_section(text: str, file: DomainFile, place: SectionPlace, items: list[Item], line_end: str) -> Edit | None:
    if not place.flow:
        lines = _block(items, place.indent, _inner_indent(text, place))
        return Edit(Span(place.end, place.end), "".join(line_end + line for line in lines))
    if text[place.end : place.end + 1] in ("]", "}"):
        return _in_flow(text, file, place, items)
    return _below_key(text, place, items, line_end)


def _block(items: list[Item], indent: int, inner: int = 0) -> list[str]:
    return [line for item in items for line in item.block(indent, inner)]


def _inner_indent(text: str, place: SectionPlace) -> int:
    """The column of dashes below a name: that of the first ones in the section, 0 where there are none."""
    found = _DASH_BELOW.search(text, place.key.span.end, place.end)
    return len(found["indent"]) if found else 0


def _below_key(text: str, place: SectionPlace, items: list[Item], line_end: str) -> Edit | None:
    """The first items of a section that has nothing after its colon."""
    rest = _REST_OF_KEY.match(text, place.key.span.end)
    if rest is None:
        return None
    column = place.key.span.start - (text.rfind("\n", 0, place.key.span.start) + 1)
    indent = max(place.indent, column + _DEFAULT_INDENT)
    added = "".join(line_end + line for line in _block(items, indent))
    return Edit(Span(rest.end(), rest.end()), added)


def _in_flow(text: str, file: DomainFile, place: SectionPlace, items: list[Item]) -> Edit:
    added = ", ".join(item.flow(as_list=text[place.end] == "]") for item in items)
    if place.empty:
        return Edit(Span(place.end, place.end), added)
    tail = text[_last_name(file, place.section).end : place.end]
    without_comments = _COMMENT.sub("", tail)
    at = place.end if without_comments != tail else len(text[: place.end].rstrip())  # never inside a comment
    comma = "" if without_comments.rstrip().endswith(",") else ","
    return Edit(Span(at, at), f"{comma} {added}")


_Named = IntentEntry | EntityEntry | SlotEntry | FormEntry


def _last_name(file: DomainFile, section: Section) -> Span:
    entries: Mapping[Section, tuple[_Named | Name, ...]] = {
        Section.INTENTS: file.intents,
        Section.ENTITIES: file.entities,
        Section.SLOTS: file.slots,
        Section.RESPONSES: file.responses,
        Section.ACTIONS: file.actions,
        Section.FORMS: file.forms,
    }
    last = entries[section][-1]
    return last.span if isinstance(last, Name) else last.name.span


def _new_sections(text: str, missing: list[tuple[Section, list[Item]]], line_end: str) -> Edit | None:
    for section, _ in missing:
        if re.search(rf"(?m)^['\"]?{section.value}['\"]?[ \t]*:", text):
            return None  # it is there, and holds what is no list of names
    body = text.rstrip()
    if body.startswith(("{", "[")) or "\n..." in body or re.search(r"\n---[\s]", body.lstrip()[1:]):
        return None  # flow style, or several YAML documents: the end of the text is no place for a key
    at = len(text)
    apart = line_end if _APART.search(body) else ""
    opening = "" if not body or text.endswith(("\n", "\r")) else line_end
    sections = [[f"{section.value}:", *_block(items, _DEFAULT_INDENT)] for section, items in missing]
    return Edit(
        Span(at, at), opening + "".join(apart + "".join(line + line_end for line in lines) for lines in sections)
    )

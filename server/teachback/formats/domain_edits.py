"""Adding a name to a domain file, in the file's own style."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from teachback.dialogue.dialect import Dialect
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
from teachback.text.spans import Span

_PLAIN = re.compile(r"[A-Za-z_][\w./-]*")
# Words that YAML 1.1 or 1.2 readers take for something else than text.
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_REST_OF_KEY = re.compile(r"['\"]?[ \t]*:[ \t]*(?:[ \t]#[^\r\n]*)?(?=[\r\n]|\Z)")
_COMMENT = re.compile(r"(?<=\s)#[^\r\n]*")
_DASH_BELOW = re.compile(r"\n(?P<indent> *)- ")
_DEFAULT_INDENT = 2


def add_name(
    text: str, file: DomainFile, section: Section, name: str, dialect: Dialect = Dialect.RASA3
) -> tuple[Edit, ...] | None:
    """The edits that add ``name`` to a section of the domain file that ``text`` holds; offsets are in ``text``.

    A section that is missing is added at the end of the file. A response gets its own name as its text, a slot a type
    that no policy sees, a form of 3.x an empty list of slots: enough for Rasa to accept the domain. ``dialect`` decides
    what a slot or form looks like where the file itself does not show it.

    ``None`` when the file cannot be edited with certainty: it is not readable YAML, is no domain, its whole content is
    in flow style, or the section's value is not a list or mapping.
    """
    if file.broken or not file.is_domain:
        return None
    place = next((place for place in file.places if place.section is section), None)
    line_end = "\r\n" if "\r\n" in text else "\n"
    item = _item(text, file, section, name, dialect)
    if place is None:
        edit = _new_section(text, section, item, line_end)
    elif not place.flow:
        lines = item.block(place.indent, _inner_indent(text, place))
        edit = Edit(Span(place.end, place.end), "".join(line_end + line for line in lines))
    elif text[place.end : place.end + 1] in ("]", "}"):
        edit = _in_flow(text, file, place, item)
    else:
        edit = _below_key(text, place, item, line_end)
    return None if edit is None else (edit,)


_Named = IntentEntry | EntityEntry | SlotEntry | FormEntry


@dataclass(frozen=True, slots=True)
class _Item:
    """A new item: its name as YAML, and what stands below it in block style or after it in flow style.

    Without a body the item belongs in a list. Lines that begin with ``-`` may stand deeper than the name.
    """

    name: str
    below: tuple[str, ...] = ()
    after: str = ""

    def block(self, indent: int, inner: int) -> tuple[str, ...]:
        margin = " " * indent
        if not self.below:
            return (f"{margin}- {self.name}",)
        dashes = " " * inner
        return (
            f"{margin}{self.name}:",
            *(f"{dashes if line.startswith('-') else margin}{line}" for line in self.below),
        )

    def flow(self, as_list: bool) -> str:
        return self.name if as_list or not self.below else f"{self.name}: {self.after}"


def _item(text: str, file: DomainFile, section: Section, name: str, dialect: Dialect) -> _Item:
    scalar = _scalar(name)
    match section:
        case Section.RESPONSES:
            return _Item(scalar, (f"- text: {scalar}",), f"[{{text: {scalar}}}]")
        case Section.SLOTS if _slots_are_mapped(file, dialect):
            return _Item(
                scalar, ("  type: any", "  mappings:", "  - type: custom"), "{type: any, mappings: [{type: custom}]}"
            )
        case Section.SLOTS:
            unseen = "unfeaturized" if dialect is Dialect.RASA1 else "any"
            return _Item(scalar, (f"  type: {unseen}",), f"{{type: {unseen}}}")
        case Section.FORMS if not _forms_are_listed(text, file, dialect):
            return _Item(scalar, ("  required_slots: []",), "{required_slots: []}")
        case _:
            return _Item(scalar)


def _scalar(name: str) -> str:
    if _PLAIN.fullmatch(name) and name.lower() not in _RESERVED:
        return name
    return json.dumps(name, ensure_ascii=False)  # every JSON text is a double-quoted YAML scalar


def _slots_are_mapped(file: DomainFile, dialect: Dialect) -> bool:
    """Whether slots need ``mappings``, as in 3.x."""
    if file.slots:
        return any(slot.mappings for slot in file.slots)
    return dialect is Dialect.RASA3 and not (file.version or "3").startswith("2")


def _forms_are_listed(text: str, file: DomainFile, dialect: Dialect) -> bool:
    """Whether forms are a list of names, as in 1.x, or a mapping."""
    if not file.forms:
        return dialect is Dialect.RASA1
    start = file.forms[0].name.span.start
    before = text[text.rfind("\n", 0, start) + 1 : start].strip(" \t'\"")
    return before.endswith(("-", "[", ","))


def _inner_indent(text: str, place: SectionPlace) -> int:
    """The column of the ``-`` below a name: that of the first one in the section, else the name's own."""
    found = _DASH_BELOW.search(text, place.key.span.end, place.end)
    return max(place.indent, len(found["indent"])) if found else place.indent


def _below_key(text: str, place: SectionPlace, item: _Item, line_end: str) -> Edit | None:
    """The first item of a section that has nothing after its colon."""
    rest = _REST_OF_KEY.match(text, place.key.span.end)
    if rest is None:
        return None
    column = place.key.span.start - (text.rfind("\n", 0, place.key.span.start) + 1)
    indent = max(place.indent, column + _DEFAULT_INDENT)
    added = "".join(line_end + line for line in item.block(indent, indent))
    return Edit(Span(rest.end(), rest.end()), added)


def _in_flow(text: str, file: DomainFile, place: SectionPlace, item: _Item) -> Edit:
    added = item.flow(as_list=text[place.end] == "]")
    if place.empty:
        return Edit(Span(place.end, place.end), added)
    tail = text[_last_name(file, place.section).end : place.end]
    without_comments = _COMMENT.sub("", tail)
    at = place.end if without_comments != tail else len(text[: place.end].rstrip())  # never inside a comment
    comma = "" if without_comments.rstrip().endswith(",") else ","
    return Edit(Span(at, at), f"{comma} {added}")


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


def _new_section(text: str, section: Section, item: _Item, line_end: str) -> Edit | None:
    if re.search(rf"(?m)^['\"]?{section.value}['\"]?[ \t]*:", text):
        return None  # it is there, and holds what is no list of names
    body = text.rstrip()
    if body.startswith(("{", "[")) or "\n..." in body or re.search(r"\n---[\s]", body.lstrip()[1:]):
        return None  # flow style, or several YAML documents: the end of the text is no place for a key
    at = len(text)
    opening = "" if not body or text.endswith(("\n", "\r")) else line_end
    lines = (f"{section.value}:", *item.block(_DEFAULT_INDENT, _DEFAULT_INDENT))
    return Edit(Span(at, at), opening + "".join(line + line_end for line in lines))

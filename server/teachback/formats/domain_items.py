"""New items of a domain's sections as YAML: what each kind needs for Rasa to accept it."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.dialect import Dialect
from teachback.formats.domain_tree import DomainFile, Section
from teachback.formats.yaml_scalar_writing import scalar_anywhere


@dataclass(frozen=True, slots=True)
class NewName:
    """A name for a section. ``text`` is what a response says, without which it says its own name; ``slot_type`` the
    type of a slot, without which no policy sees it.
    """

    section: Section
    name: str
    text: str | None = None
    slot_type: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A new item: its name as YAML, and what stands below it in block style or after it in flow style.

    Without a body the item belongs in a list. Lines that begin with ``-`` may stand deeper than they are written.
    """

    name: str
    below: tuple[str, ...] = ()
    after: str = ""

    def block(self, indent: int, inner: int = 0) -> tuple[str, ...]:
        """The lines of the item in block style; ``inner`` is the least column of dashes below its name."""
        if not self.below:
            return (f"{' ' * indent}- {self.name}",)
        return (f"{' ' * indent}{self.name}:", *(_placed(line, indent, inner) for line in self.below))

    def flow(self, as_list: bool) -> str:
        """The item inside of brackets or, unless ``as_list``, of braces."""
        return self.name if as_list or not self.below else f"{self.name}: {self.after}"


def _placed(line: str, indent: int, inner: int) -> str:
    words = line.lstrip(" ")
    column = indent + len(line) - len(words)
    return " " * (max(column, inner) if words.startswith("-") else column) + words


def item_of(text: str, file: DomainFile, new: NewName, dialect: Dialect) -> Item:
    """The item for a new name, as the file that ``text`` holds writes its kind, or else as ``dialect`` does."""
    name = scalar_anywhere(new.name)
    match new.section:
        case Section.RESPONSES:
            said = scalar_anywhere(new.name if new.text is None else new.text)
            return Item(name, (f"- text: {said}",), f"[{{text: {said}}}]")
        case Section.SLOTS:
            return _slot(name, new, mapped=_slots_are_mapped(file, dialect), dialect=dialect)
        case Section.FORMS if not _forms_are_listed(text, file, dialect):
            return Item(name, ("  required_slots: []",), "{required_slots: []}")
        case _:
            return Item(name)


def _slot(name: str, new: NewName, *, mapped: bool, dialect: Dialect) -> Item:
    unseen = "unfeaturized" if dialect is Dialect.RASA1 and not mapped else "any"
    kind = scalar_anywhere(new.slot_type or unseen)
    if mapped:
        below = (f"  type: {kind}", "  mappings:", "  - type: custom")
        return Item(name, below, f"{{type: {kind}, mappings: [{{type: custom}}]}}")
    return Item(name, (f"  type: {kind}",), f"{{type: {kind}}}")


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

"""The JSON that follows a name in story Markdown: entities, slots and the arguments of events."""

from __future__ import annotations

import re
from json import JSONDecodeError
from typing import NamedTuple

from teachback.formats.json_object import Member, scan_object
from teachback.formats.markdown_lines import Line
from teachback.formats.names import Name
from teachback.formats.story_tree import SlotAssignment
from teachback.text.spans import Span

_PYTHON_WORD = re.compile(r"[:\[,]\s*(True|False|None)\b")


class Arguments(NamedTuple):
    """The members of the object at index ``start`` of ``line``; ``error`` says in a sentence why there are none."""

    line: Line
    start: int
    members: tuple[Member, ...] = ()
    error: str | None = None

    def key(self, member: Member) -> Name:
        """A member's key with its place."""
        return Name(member.key, self.line.span(self.start + member.key_start, self.start + member.key_end))

    def value_span(self, member: Member) -> Span:
        """The place of a member's value, quotes included."""
        return self.line.span(self.start + member.value_start, self.start + member.value_end)

    def member(self, key: str) -> Member | None:
        """The member of that key."""
        return next((member for member in self.members if member.key == key), None)

    def assignments(self) -> tuple[SlotAssignment, ...]:
        """The members as slots with their values."""
        return tuple(SlotAssignment(self.key(m), m.value, self.value_span(m)) for m in self.members)


def read_arguments(line: Line, start: int, end: int) -> Arguments:
    """The object that begins at ``line.text[start]`` and should end at ``end``; none when ``start`` is negative."""
    if start < 0:
        return Arguments(line, end)
    blob = line.text[start:end]
    try:
        return Arguments(line, start, scan_object(blob))
    except JSONDecodeError as problem:
        found = f"{problem.msg} at its character {problem.pos + 1}"
        return Arguments(line, start, error=f"is not a JSON object ({found}){_advice(blob)}")
    except ValueError as problem:
        return Arguments(line, start, error=f"is not a JSON object that can be read ({problem})")


def _advice(blob: str) -> str:
    python_word = _PYTHON_WORD.search(blob)
    if python_word:
        word = "null" if python_word[1] == "None" else python_word[1].lower()
        return f": JSON writes {word}, not {python_word[1]}"
    if "'" in blob and '"' not in blob:
        return ': JSON takes double quotes (") only'
    return ""

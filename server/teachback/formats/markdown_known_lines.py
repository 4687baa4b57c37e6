"""What a line of story Markdown says by itself, each different line read once.

A project of thousands of stories holds a few hundred different lines. What they say is kept by their text, spans count
from the start of the line, and equal lines give one and the same step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from teachback.dialogue.values import Value
from teachback.formats.markdown_events import EVENT_NAMES, EventReading, read_checkpoint_line, read_event_line
from teachback.formats.markdown_lines import COMMENT_START, Line, clean
from teachback.formats.markdown_reading import refused_template
from teachback.formats.markdown_user import read_user_line
from teachback.formats.names import Name
from teachback.formats.problems import Problem
from teachback.formats.story_tree import ActionStep, CheckpointStep, SlotAssignment, SlotStep, Step, UserStep
from teachback.text.spans import Span

# Far more than any project holds: whoever types for days shall not fill the memory with half-typed lines.
MOST_LINES = 65_536

# Most lines hold a plain name, or one slot with a plain value, and nothing that could change their meaning.
_PLAIN_NAME = r"\w[\w./+-]*"
_PLAIN_SLOT = r'slot\{"(?P<key>[\w./+-]+)": (?P<value>"[^"\\\x00-\x1f<`]*"|null|true|false)\}'
_PLAIN = re.compile(
    rf"(?P<indent>[^\S\r\n]*)(?:\*[^\S\r\n]*(?P<intent>{_PLAIN_NAME})"
    rf"|-[^\S\r\n]*(?:(?P<action>{_PLAIN_NAME})|(?P<slot>{_PLAIN_SLOT})))\s*"
)
_CONSTANTS: Mapping[str, Value] = MappingProxyType({"null": None, "true": True, "false": False})


@dataclass(frozen=True, slots=True)
class UnclearLine:
    """A line whose meaning hangs on what stands before it, or of which something is to be told.

    ``step`` and ``problems`` are what it says as a command; ``line`` is its text. All spans count from its start.
    """

    line: Line
    step: Step | None = None
    problems: tuple[Problem, ...] = ()


Meaning = Step | UnclearLine | None
"""A step, wherever the line stands outside of comments; nothing at all for a blank line; or what must be looked at."""

# Two lines at once, cut apart by a lone carriage return.
_SEVERAL = UnclearLine(Line("", 0))


class KnownLines(dict[str, Meaning]):
    r"""The meaning of every line that was looked up, by its text without ``\n``; a ``\r`` may stand at its end."""

    __slots__ = ()

    def __missing__(self, raw: str) -> Meaning:
        """Read a line that nobody asked for yet."""
        if len(self) >= MOST_LINES:
            self.clear()
        meaning = self[raw] = _meaning(raw)
        return meaning


def _meaning(raw: str) -> Meaning:
    if "\r" in raw[:-1]:
        return _SEVERAL
    match = _PLAIN.fullmatch(raw)
    kind = match and match.lastgroup
    if match and kind and match[kind] not in EVENT_NAMES:
        return _plain_step(match, kind)
    line = clean(raw, 0)
    return _read(line) if line.text else None


def _plain_step(match: re.Match[str], kind: str) -> Step:
    start, end = match.span(kind)
    span = Span(match.end(1), end)
    if kind == "intent":
        return UserStep(span, Name(match[kind], Span(start, end)))
    if kind == "action":
        return ActionStep(span, Name(match[kind], Span(start, end)))
    written = match["value"]
    value = _CONSTANTS[written] if written in _CONSTANTS else written[1:-1]
    slot = Name(match["key"], Span(*match.span("key")))
    return SlotStep(span, (SlotAssignment(slot, value, Span(*match.span("value"))),))


def _read(line: Line) -> Step | UnclearLine:
    read = _COMMANDS.get(line.text[0])
    step, problems = read(line) if read else (None, ())
    if step is None or problems or _hangs_on_its_place(line, step):
        return UnclearLine(line, step, problems)
    return step


def _hangs_on_its_place(line: Line, step: Step) -> bool:
    if line.text.startswith(COMMENT_START) or refused_template(line):
        return True
    return isinstance(step, CheckpointStep) and bool(step.conditions)


_COMMANDS: Mapping[str, Callable[[Line], EventReading]] = MappingProxyType(
    {"*": read_user_line, "-": read_event_line, ">": read_checkpoint_line}
)

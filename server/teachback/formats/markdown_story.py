"""One story of a Markdown file, read from its own block of text alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from teachback.dialogue.values import Value
from teachback.formats.markdown_blocks import RULE_MARK
from teachback.formats.markdown_events import EVENT_NAMES, EventReading, read_checkpoint_line, read_event_line
from teachback.formats.markdown_lines import FILLED_LINE, Line, clean
from teachback.formats.markdown_reading import Reading, refused_template
from teachback.formats.markdown_rule import as_rule
from teachback.formats.markdown_user import read_user_line
from teachback.formats.names import Name
from teachback.formats.story_tree import (
    ActionStep,
    CheckpointStep,
    OrStep,
    SlotAssignment,
    SlotStep,
    Step,
    Story,
    StoryKind,
    UserStep,
)
from teachback.text.spans import Span

# Most lines hold a plain name, or one slot with a plain value, and nothing that could change their meaning. They are
# told apart from all others here, in one match a line, because the speed of reading hangs on it.
_PLAIN_NAME = r"\w[\w./+-]*"
_PLAIN_SLOT = r'slot\{"(?P<key>[\w./+-]+)": (?P<value>"[^"\\\x00-\x1f<`]*"|null|true|false)\}'
_LINE = re.compile(
    rf"(?P<indent>[^\S\r\n]*)(?:\*[^\S\r\n]*(?P<intent>{_PLAIN_NAME})"
    rf"|-[^\S\r\n]*(?:(?P<action>{_PLAIN_NAME})|(?P<slot>{_PLAIN_SLOT})))(?=[^\S\r\n]*(?:[\r\n]|\Z))|[^\r\n]+"
)
_CONSTANTS: Mapping[str, Value] = MappingProxyType({"null": None, "true": True, "false": False})


def read_block(text: str) -> Story:
    """The story of a block: ``text`` begins with its header line and ends where the next one begins.

    Total: what Rasa refuses or misreads is among the story's problems. Spans count from the start of ``text``.
    """
    first = FILLED_LINE.match(text)
    header, end = (clean(first[0], 0), first.end()) if first else (Line("", 0), 0)
    refused = refused_template(header)
    reading = Reading([refused] if refused else [])
    steps = _read_steps(text, end, reading)
    reading.end()
    story = Story(
        StoryKind.STORY,
        _story_name(header),
        Span(0, len(text.rstrip())),
        Span(0, len(text[:end].rstrip())),
        tuple(steps),
        tuple(reading.problems),
    )
    return as_rule(story) if header.text.startswith(RULE_MARK) else story


def _story_name(header: Line) -> Name:
    if header.text.startswith(RULE_MARK):
        return header.name(len(RULE_MARK), len(header.text))
    after = header.text[1:]
    name = after.strip("# ")
    start = 1 + len(after) - len(after.lstrip("# ")) if name else len(header.text)
    return Name(name, header.span(start, start + len(name)))


def _read_steps(text: str, start: int, reading: Reading) -> list[Step]:
    steps: list[Step] = []
    for match in _LINE.finditer(text, start):
        kind = match.lastgroup
        if kind is None or reading.comment or match[kind] in EVENT_NAMES:
            _read_line(clean(match[0], match.start()), steps, reading)
            continue
        if reading.skipped:
            reading.end_skipped()
        steps.append(_plain_step(match, kind))
    return steps


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


def _read_line(line: Line, steps: list[Step], reading: Reading) -> None:
    if not reading.takes(line):
        return
    read = _COMMANDS.get(line.text[0])
    if read is None:
        reading.skip(line)
        return
    reading.end_skipped()
    step, problems = read(line, steps)
    reading.problems += problems
    if step:
        steps.append(step)


def _read_checkpoint(line: Line, before: list[Step]) -> EventReading:
    return read_checkpoint_line(line, after_steps=any(map(_counts, before)))


def _counts(step: Step) -> bool:
    """Whether Rasa makes something of a step: after it, a checkpoint is an end."""
    match step:
        case CheckpointStep():
            return False
        case ActionStep(prefixed=prefixed) | UserStep(prefixed=prefixed):
            return not prefixed
        case OrStep(alternatives=(UserStep(prefixed=prefixed), *_)):
            return not prefixed
        case _:
            return True


_COMMANDS: Mapping[str, Callable[[Line, list[Step]], EventReading]] = MappingProxyType(
    {
        "*": lambda line, _: read_user_line(line),
        "-": lambda line, _: read_event_line(line),
        ">": _read_checkpoint,
    }
)

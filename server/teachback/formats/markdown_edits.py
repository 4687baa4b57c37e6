"""Edits of story Markdown that keep every byte they do not mean to change.

A step is one line, so steps are inserted and removed as whole lines, in the style of the lines around them.
"""

from __future__ import annotations

import json
import re

from teachback.formats.markdown_blocks import block_starts
from teachback.formats.markdown_events import EVENT_NAMES
from teachback.formats.markdown_lines import FILLED_LINE, clean
from teachback.formats.markdown_reading import Reading
from teachback.formats.removal import own_comment, removed_lines
from teachback.formats.story_tree import ActionStep, EventStep, PlacedStory, StoryKind
from teachback.text.edits import Edit
from teachback.text.line_ends import line_end, line_end_used, line_start, next_line
from teachback.text.spans import Span

# Line breaks, braces and back quotes mean something else to Rasa wherever they stand in the name of an action.
_UNUSABLE = re.compile(r"[\r\n{}`]|<!--|^\s|\s$|^$|^forms?\s*:", re.IGNORECASE)
_EVENT_LINE = re.compile(r"(?:^|(?<=[\r\n]))(?P<margin>[^\S\r\n]*-[^\S\r\n]*)(?=[^\s-])")
_EVENT_MARGIN = re.compile(r"[^\S\r\n]*-[^\S\r\n]*")
_USUAL_MARGIN = "  - "


def replace_action(text: str, placed: PlacedStory, step_index: int, action: str) -> tuple[Edit, ...]:
    """Names another action in an action step, or puts it in the place of an event such as ``- restart``."""
    _refuse_unusable(action)
    step = placed.story.step(step_index)
    match step:
        case ActionStep(action=name):
            span = name.span.shifted(placed.offset)
            quoted = text.startswith('"', span.start - 1)
            return (Edit(span, json.dumps(action, ensure_ascii=False)[1:-1] if quoted else action),)
        case EventStep(event=name):
            return (Edit(Span(name.span.start, step.span.end).shifted(placed.offset), action),)
        case _:
            raise ValueError(f"step {step_index} of the story {placed.story.name.text!r} is no action")


def insert_action_after(text: str, placed: PlacedStory, step_index: int | None, action: str) -> tuple[Edit, ...]:
    """A line for an action after the line of a step, or right after the header; in a rule, after its conditions."""
    _refuse_unusable(action)
    if step_index is None and placed.story.kind is StoryKind.RULE and placed.story.lines:
        return insert_line_before(text, placed, 0, action)
    above = placed.story.header if step_index is None else placed.story.step(step_index).span
    at = line_end(text, placed.offset + above.end)
    margin = event_margin(text, placed, step_index)
    return (Edit(Span(at, at), f"{line_end_used(text, at)}{margin}{action}"),)


def insert_line_before(text: str, placed: PlacedStory, step_index: int, action: str) -> tuple[Edit, ...]:
    """A line for an action right before the line of a step, whatever comments stand above it."""
    at = line_start(text, placed.offset + placed.story.step(step_index).span.start)
    margin = event_margin(text, placed, step_index)
    return (Edit(Span(at, at), f"{margin}{action}{line_end_used(text, at)}"),)


def remove_step(text: str, placed: PlacedStory, step_index: int) -> tuple[Edit, ...]:
    """Takes out the line of a step, with a comment that stands on it."""
    span = placed.story.step(step_index).span.shifted(placed.offset)
    return (Edit(removed_lines(text, span.start, next_line(text, span.end)), ""),)


def remove_story(text: str, placed: PlacedStory) -> tuple[Edit, ...]:
    """Takes out a story from its header, and the comment that is clearly its own, to its last line.

    Comments below that line stay, as they may belong to the next story.
    """
    end = next((start for start in block_starts(text) if start > placed.offset), len(text))
    start = own_comment(text, placed.offset, _is_comment_line)
    return (Edit(removed_lines(text, start, _after_last_command(text, placed.offset, end)), ""),)


def event_margin(text: str, placed: PlacedStory, step_index: int | None) -> str:
    """What stands before the name on event lines: as on the line of the step, near it, or anywhere in the file."""
    steps = placed.story.steps
    here = 0 if step_index is None else step_index
    for step in (*steps[here:], *reversed(steps[:here])):
        start = line_start(text, placed.offset + step.span.start)
        match = _EVENT_MARGIN.match(text, start)
        if match:
            return match[0]
    match = _EVENT_LINE.search(text)
    return match["margin"] if match else _USUAL_MARGIN


def _refuse_unusable(action: str) -> None:
    if _UNUSABLE.search(action) or action in EVENT_NAMES:
        raise ValueError(f"{action!r} is no action's name in story Markdown: Rasa would read something else")


def _after_last_command(text: str, start: int, end: int) -> int:
    """The start of the line after the last one of a block that is neither empty nor a comment."""
    reading = Reading()
    last = start
    for match in FILLED_LINE.finditer(text, start, end):
        line = clean(match[0], match.start())
        in_comment = reading.comment is not None
        reading.takes(line)
        if line.text and not in_comment and reading.comment is None:
            last = match.start()
    return next_line(text, last)


def _is_comment_line(line: str) -> bool:
    return bool(line.strip()) and not clean(line, 0).text

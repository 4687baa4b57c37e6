"""From a cursor in a file to the step of a story that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.formats.story_tree import (
    ActionStep,
    BotStep,
    EventStep,
    LoopStep,
    PlacedStory,
    SlotStep,
    Step,
    Story,
    StoryKind,
    UserStep,
)
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.text.spans import Span


@dataclass(frozen=True, slots=True)
class Target:
    """The action that a question is about.

    ``step`` is the index of an action step; with ``new`` the action is yet to be inserted before that index (the number
    of steps: at the end).
    """

    path: str
    story: int
    step: int
    new: bool = False


@dataclass(frozen=True, slots=True)
class Nowhere:
    """No action can be taught there; ``reason`` says why and what to do."""

    reason: str


@dataclass(frozen=True, slots=True)
class Before:
    """Just before ``step`` of a story or rule (the number of its steps: at its end).

    ``story`` is its index in the file.
    """

    path: str
    story: int
    step: int


def place_at(snapshot: Snapshot, path: str, offset: int) -> Before | Nowhere:
    """Where a conversation stands when a cursor at a code-point offset of a file is to say what comes next.

    On an action before it, on any other step after it, on a header before the first step. A blank line or a comment
    belongs to the step above it.
    """
    found = _found_at(snapshot, path, offset)
    if isinstance(found, Nowhere):
        return found
    file, index = found
    placed = file.placed_stories()[index]
    at = _step_at(placed, file, offset)
    if at is None:
        return Before(path, index, 0)
    return Before(path, index, at if isinstance(placed.story.lines[at], ActionStep) else at + 1)


def place_of_line(snapshot: Snapshot, path: str, offset: int) -> Before | Nowhere:
    """Where a conversation stands before whatever the line of a cursor says or will say, readable or not."""
    found = _found_at(snapshot, path, offset)
    if isinstance(found, Nowhere):
        return found
    file, index = found
    placed, lines = file.placed_stories()[index], file.document.lines
    line_start = lines.line_span(lines.line_of(offset)).start
    above = sum(1 for start in placed.story.starts if placed.offset + start < line_start)
    return Before(path, index, above)


def target_at(snapshot: Snapshot, path: str, offset: int) -> Target | Nowhere:
    """What a cursor at a code-point offset of a file is about.

    On an action that action, on any other step what follows it, on a header the first step. A blank line or a comment
    belongs to the step above it.
    """
    found = _found_at(snapshot, path, offset)
    if isinstance(found, Nowhere):
        return found
    file, index = found
    placed = file.placed_stories()[index]
    if placed.story.kind is StoryKind.RULE:
        return Nowhere("This is a rule. Only stories can be taught so far: put the cursor on a step of a story.")
    if file.document.undecodable is not None:
        return Nowhere("This file is not UTF-8, so it cannot be edited safely. Save it as UTF-8 first.")
    if not file.trained:
        return Nowhere("Rasa does not train on this file, so there is nothing that it could learn here.")
    return _target(path, index, placed.story, _step_at(placed, file, offset))


def _found_at(snapshot: Snapshot, path: str, offset: int) -> tuple[SourceFile, int] | Nowhere:
    """The file, and the story in it that the cursor is in."""
    file = snapshot.files.get(path)
    if file is None or not file.placed_stories():
        return Nowhere("There are no stories in this file. Put the cursor on a step of a story.")
    index = _story_at(file, offset)
    if index is None:
        return Nowhere("The cursor stands above the first story. Put it on a step of a story.")
    return file, index


def _story_at(file: SourceFile, offset: int) -> int | None:
    """The last story that begins at or before the line of the cursor."""
    lines = file.document.lines
    line = lines.line_of(offset)
    near = list(file.stories_at(Span(0, lines.line_span(line).end)))
    begins = ((index, placed.offset + placed.story.header.start) for index, placed in reversed(near))
    return next((index for index, start in begins if lines.line_of(start) <= line), None)


def _step_at(placed: PlacedStory, file: SourceFile, offset: int) -> int | None:
    """The step that the cursor touches, or the last that begins on its line or above; ``None`` on the header."""
    lines = file.document.lines
    line = lines.line_of(offset)
    begun: int | None = None
    for index, step in enumerate(placed.story.steps):
        if step.span.shifted(placed.offset).contains(offset):
            return index
        if lines.line_of(placed.offset + step.span.start) <= line:
            begun = index
    return begun


def _target(path: str, index: int, story: Story, at: int | None) -> Target | Nowhere:
    if not story.lines:
        return Nowhere(f'The story "{story.name.text}" has no step yet. Write what the user says first.')
    step = 0 if at is None else at
    match story.lines[step]:
        case UserStep(prefixed=True) | ActionStep(prefixed=True):
            return Nowhere(
                "The form handles this turn on its own: with the prefix `form:` training skips it. "
                "Remove the prefix if the story should decide here."
            )
        case BotStep():
            return Nowhere("This step is a text that the bot says. Only actions with a name can be taught so far.")
        case ActionStep():
            return Target(path, index, step)
        case _:
            return _following(path, index, story.lines, step)


def _following(path: str, index: int, steps: tuple[Step, ...], at: int) -> Target | Nowhere:
    """The action after a step; slots, loops and other events that happen in between belong to what came before."""
    following = at + 1
    while following < len(steps) and isinstance(steps[following], SlotStep | LoopStep | EventStep):
        following += 1
    if following == len(steps):
        return Target(path, index, following, new=True)
    match steps[following]:
        case ActionStep(prefixed=False):
            return Target(path, index, following)
        case BotStep():
            return Nowhere("The bot says a text here. Only actions with a name can be taught so far.")
        case _:
            return Target(path, index, following, new=True)

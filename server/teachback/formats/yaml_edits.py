"""Edits of story YAML that keep every byte they do not mean to change."""

from __future__ import annotations

from teachback.formats.story_tree import ActionStep, BotStep, EventStep, PlacedStory
from teachback.formats.yaml_items import insert_item, remove_item
from teachback.formats.yaml_nodes import Mapping, Scalar, Sequence
from teachback.formats.yaml_scalar_writing import scalar_anywhere
from teachback.formats.yaml_scalars import is_null
from teachback.formats.yaml_story_nodes import editable, lists, not_found, step_item, story_node
from teachback.text.edits import Edit
from teachback.text.line_ends import line_end, line_end_used, line_start
from teachback.text.spans import Span


def replace_action(text: str, placed: PlacedStory, step_index: int, action: str) -> tuple[Edit, ...]:
    """Names another action in an action step, or puts one in the place of an event or of an utterance."""
    match placed.story.steps[step_index]:
        case ActionStep(action=name) | EventStep(event=name):
            span = name.span.shifted(placed.offset)
            if text[span.start - 1 : span.start] in {"'", '"'}:
                span = Span(span.start - 1, span.end + 1)
            return (Edit(span, scalar_anywhere(action)),)
        case BotStep():
            _, items, index = step_item(text, placed, step_index)
            item = items.items[index]
            braces = isinstance(item, Mapping) and item.flow
            return (Edit(item.span, f"{{{_pair(action)}}}" if braces else _pair(action)),)
        case _:
            raise ValueError(f"step {step_index} of {placed.story.name.text!r} is no action")


def insert_action_after(text: str, placed: PlacedStory, step_index: int | None, action: str) -> tuple[Edit, ...]:
    """An item for an action after that of a step, or in front of all steps."""
    if step_index is not None:
        _, items, index = step_item(text, placed, step_index)
        return (insert_item(text, items, index, _pair(action)),)
    story = story_node(text, placed)
    key, steps = story.key("steps"), story.get("steps")
    if isinstance(steps, Sequence) and (steps.flow or steps.items):
        return (insert_item(text, editable(steps), None, _pair(action)),)
    if story.flow:
        raise ValueError(f"the story {placed.story.name.text!r} is in braces and has no list of steps to edit")
    if key is None:
        return (_first_steps(text, placed, story, action),)
    if isinstance(steps, Scalar) and is_null(steps):
        return _first_step(text, key, steps, action)
    raise ValueError(f"the steps of {placed.story.name.text!r} are not a list")


def remove_step(text: str, placed: PlacedStory, step_index: int) -> tuple[Edit, ...]:
    """Takes out the item of a step, with a comment that stands on its lines."""
    key, items, index = step_item(text, placed, step_index)
    return remove_item(text, key, items, index)


def remove_story(text: str, placed: PlacedStory) -> tuple[Edit, ...]:
    """Takes out the item of a story or rule, and the comment above it that is clearly its own."""
    story = story_node(text, placed)
    for key, items in lists(text):
        for index, item in enumerate(items.items):
            if item.span == story.span:
                return remove_item(text, key, editable(items), index, comment_above=True)
    raise not_found(placed)


def _first_step(text: str, key: Scalar, null: Scalar, action: str) -> tuple[Edit, ...]:
    """The edits that give ``steps:`` a list where it has nothing, ``~`` or ``null``."""
    at = line_end(text, key.span.end)
    margin = " " * (key.span.start - line_start(text, key.span.start))
    added = Edit(Span(at, at), f"{line_end_used(text, at)}{margin}- {_pair(action)}")
    return (Edit(null.span, ""), added) if null.span.start < null.span.end else (added,)


def _first_steps(text: str, placed: PlacedStory, story: Mapping, action: str) -> Edit:
    at = line_end(text, placed.offset + placed.story.header.end)
    margin = line_end_used(text, at) + " " * (story.span.start - line_start(text, story.span.start))
    return Edit(Span(at, at), f"{margin}steps:{margin}- {_pair(action)}")


def _pair(action: str) -> str:
    return f"action: {scalar_anywhere(action)}"

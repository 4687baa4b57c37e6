"""Finding the nodes of a story in the text from which it was read, so that they can be edited there."""

from __future__ import annotations

from functools import lru_cache

from teachback.formats.story_tree import PlacedStory
from teachback.formats.yaml_nodes import Mapping, Scalar, Sequence
from teachback.formats.yaml_tree import parse_yaml

_LISTS = ("stories", "rules")

# One fix edits several stories of a file, and several fixes are worked out at once, all from the same text.
_parsed = lru_cache(maxsize=2)(parse_yaml)


def lists(text: str) -> list[tuple[Scalar, Sequence]]:
    """The keys ``stories`` and ``rules`` of a file that have a list, with it."""
    top = _parsed(text).top
    found = [(top.key(name), top.get(name)) for name in _LISTS] if top else []
    return [(key, items) for key, items in found if key and isinstance(items, Sequence)]


def story_node(text: str, placed: PlacedStory) -> Mapping:
    """The node of a story: the first item that begins in its block. Raises ``ValueError``."""
    items = [item for _, items in lists(text) for item in items.items if item.span.start >= placed.offset]
    first = min(items, key=lambda item: item.span.start, default=None)
    if isinstance(first, Mapping) and first.span.end <= placed.offset + placed.story.span.end:
        return first
    raise not_found(placed)


def step_item(text: str, placed: PlacedStory, step_index: int) -> tuple[Scalar, Sequence, int]:
    """The key of a story's steps, their list, and the index in it of a step. Raises ``ValueError``."""
    story = story_node(text, placed)
    key, steps = story.key("steps"), story.get("steps")
    start = placed.offset + placed.story.steps[step_index].span.start
    if key is None or not isinstance(steps, Sequence):
        raise not_found(placed)
    for index, item in enumerate(editable(steps).items):
        if item.span.start == start:
            return key, steps, index
    raise not_found(placed)


def editable(items: Sequence) -> Sequence:
    """A list whose items stand where it says; those of an alias (``*name``) stand elsewhere: ``ValueError``."""
    if any(item.span == items.span for item in items.items):
        raise ValueError("this list is an alias of another one: edit it there, it may be used more than once")
    return items


def not_found(placed: PlacedStory) -> ValueError:
    """What is raised where the text is another than the one that was read."""
    return ValueError(f"the story {placed.story.name.text!r} does not stand at this place of the text")

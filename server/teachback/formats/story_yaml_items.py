"""Reads steps apart from the stories in which they stand.

YAML's scanner is in the same state before each dash of a list. So an item says alone what it says in its list, if it is
whole: nothing in it is open where it ends. Among other items, one that is whole is seen to end before the next dash.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Several
from itertools import accumulate

from teachback.formats.story_tree import Step, StoryKind
from teachback.formats.story_yaml_alone import LoneItem, lone_item
from teachback.formats.story_yaml_steps import read_step
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, Node, Sequence


def read_items(kind: StoryKind, column: int, items: Several[str]) -> Iterator[tuple[str, Step]]:
    """The items that are steps without any problem, each with its step.

    ``items`` are texts as they stand behind a dash and a blank, the dash in ``column``; the spans of a step count from
    the start of its text. None of them is read when one is not whole.
    """
    dash = "\n" + " " * column + "- "
    head = f"- {kind.value}: x\n  steps:"
    lone = lone_item(kind, head + "".join(dash + item for item in items))
    nodes = () if lone is None else _steps(lone)
    if lone is None or len(nodes) != len(items):
        return
    starts = accumulate((len(dash + item) for item in items[:-1]), initial=lone.offset + len(head + dash))
    placed = list(zip(items, starts, nodes, strict=True))
    if all(start <= node.span.start and node.span.end <= start + len(item) for item, start, node in placed):
        for item, start, node in placed:
            step = _clean_step(kind, node) if node.span.start == start else None
            if step is not None:
                yield item, step


def _steps(lone: LoneItem) -> tuple[Node, ...]:
    """The nodes of the last list, which is that of the steps unless a text brings other keys; none with any problem."""
    if lone.part.problems or not isinstance(lone.node, Mapping):
        return ()
    steps = lone.node.entries[-1][1]
    return steps.items if isinstance(steps, Sequence) else ()


def _clean_step(kind: StoryKind, node: Node) -> Step | None:
    if not isinstance(node, Mapping):
        return None
    block = Block(node.span.start)
    step = read_step(node, kind, block)
    return None if block.problems else step

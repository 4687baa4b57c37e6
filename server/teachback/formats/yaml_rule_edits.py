"""Edits of rules in YAML that keep every byte they do not mean to change."""

from __future__ import annotations

from collections.abc import Sequence as List
from dataclasses import dataclass

from teachback.formats.story_tree import PlacedStory
from teachback.formats.yaml_items import insert_item
from teachback.formats.yaml_nodes import Node
from teachback.formats.yaml_story_nodes import step_item, story_node
from teachback.text.edits import Edit
from teachback.text.line_ends import line_end, line_end_used, line_start, next_line
from teachback.text.spans import Span

_WAIT = "wait_for_user_input"


@dataclass(frozen=True, slots=True)
class StepText:
    """A step as YAML: a key with a value (``active_loop: null``) or with a list below it, whose items are given."""

    head: str
    items: tuple[str, ...] = ()

    def in_flow(self) -> str:
        """On one line, as in ``{…}``."""
        return f"{self.head} [{', '.join(f'{{{item}}}' for item in self.items)}]" if self.items else self.head

    def in_block(self, margin: str, end: str) -> str:
        """On lines of their own, each further line after ``margin``."""
        return "".join((self.head, *(f"{end}{margin}- {item}" for item in self.items)))


def do_not_wait(text: str, placed: PlacedStory) -> tuple[Edit, ...]:
    """``wait_for_user_input: false`` in a rule, below its name."""
    rule = story_node(text, placed)
    key, value = rule.key(_WAIT), rule.get(_WAIT)
    if key is not None and value is not None:
        return (Edit(value.span, "false" if value.span.start > key.span.end + 1 else " false"),)
    name, named = rule.key("rule"), rule.get("rule")
    if name is None or named is None:
        raise ValueError(f"{placed.story.name.text!r} is no rule")
    pair = f"{_WAIT}: false"
    if rule.flow:
        return (Edit(Span(named.span.end, named.span.end), f", {pair}"),)
    at = line_end(text, max(name.span.end, named.span.end))
    margin = " " * (name.span.start - line_start(text, name.span.start))
    return (Edit(Span(at, at), f"{line_end_used(text, at)}{margin}{pair}"),)


def insert_steps_after(text: str, placed: PlacedStory, step_index: int, steps: List[StepText]) -> tuple[Edit, ...]:
    """Steps after a step, in their order."""
    _, items, index = step_item(text, placed, step_index)
    beside = items.items[index].span.start
    margin = " " * (beside - line_start(text, beside))
    end = line_end_used(text, beside)
    edits = [
        insert_item(text, items, index, step.in_flow() if items.flow else step.in_block(margin, end)) for step in steps
    ]
    return (Edit(edits[0].span, "".join(edit.new_text for edit in edits)),) if edits else ()


def remove_steps_from(text: str, placed: PlacedStory, step_index: int) -> tuple[Edit, ...]:
    """The rule ends before a step, which is not its first."""
    _, items, index = step_item(text, placed, step_index)
    before, last = items.items[index - 1].span.end, items.items[-1].span.end
    if items.flow:
        return (Edit(Span(before, last), ""),)
    if _on_line_of(text, items.items[index], before):
        raise ValueError("two steps stand on one line")
    start, end = line_end(text, before), line_end(text, last)
    return (Edit(Span(start, end), ""),)


def _on_line_of(text: str, item: Node, offset: int) -> bool:
    return line_start(text, item.span.start) < next_line(text, offset)

"""Reads one block of story YAML, quickly where its steps were read before.

What a step says is decided by one reader, that of whole files: a text is known for a step only after it was read as
one. From then on it stands for the same step, wherever a list of steps has it in the same column.
"""

from __future__ import annotations

from teachback.formats.story_tree import Step, Story, StoryKind
from teachback.formats.story_yaml_alone import OddBlock, read_alone
from teachback.formats.story_yaml_items import read_items
from teachback.formats.story_yaml_plain import PlainBlock, plain_block
from teachback.text.spans import Span

_MOST_STEPS = 65_536


class BlockReader:
    """Reads blocks and remembers the steps in them."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[StoryKind, int], dict[str, Step]] = {}

    def read(self, kind: StoryKind, text: str) -> Story | OddBlock | None:
        """What a block says, ``None`` where that hangs on the rest of its file. Spans count from the block's start."""
        plain = plain_block(kind, text)
        steps = self._steps(kind, plain) if plain else None
        if plain is None or steps is None:
            return read_alone(kind, text)
        return _story(kind, plain, steps)

    def _steps(self, kind: StoryKind, plain: PlainBlock) -> tuple[Step, ...] | None:
        """The steps of a block, ``None`` if any of its items is none, or has a problem."""
        known = self._known.setdefault((kind, plain.column), {})
        try:
            return tuple(map(known.__getitem__, plain.items))
        except KeyError:
            new = [item for item in dict.fromkeys(plain.items) if item not in known]
        if len(known) + len(new) > _MOST_STEPS:
            known.clear()
            new = list(dict.fromkeys(plain.items))
        known.update(read_items(kind, plain.column, new))
        found = [known[item] for item in plain.items if item in known]
        return tuple(found) if len(found) == len(plain.items) else None


def _story(kind: StoryKind, plain: PlainBlock, steps: tuple[Step, ...]) -> Story:
    end = plain.starts[-1] + steps[-1].span.end
    return Story(kind, plain.name, Span(0, end), plain.header, steps, plain.starts)

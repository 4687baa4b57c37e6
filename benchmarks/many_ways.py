"""Stories that checkpoints join in more ways than anybody can count: ``many_ways.py FOLDER``.

``layers``: a chain of 21 checkpoints, and between each two of them five stories to choose from. ``hub``: one checkpoint
at which 30 stories start and end. Each is written as two projects that say the same, ``…/markdown`` of Rasa 1.x and
``…/yaml`` of 3.x, and each with and without a story (``…-contradicted``) that tells another one deep inside otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

LAYERS, WAYS = 20, 5
BLOCKS = 30
_COLOURS = ("red", "green", "blue")


class Block(NamedTuple):
    """A story: where it starts (``""``: a conversation begins), its turns and where it ends (``""``: nowhere)."""

    name: str
    start: str
    turns: tuple[Turn, ...]
    end: str


class Turn(NamedTuple):
    """What the user means, what the bot does, and the value that a slot has then (``""``: as before)."""

    intent: str
    actions: tuple[str, ...]
    colour: str = ""


def layers(*, contradicted: bool) -> list[Block]:
    """Five to the power of twenty conversations."""
    blocks = [Block("begin", "", (Turn("greet", ("utter_0",)),), "c0")]
    for layer in range(LAYERS):
        for way in range(WAYS):
            colour = _COLOURS[way] if layer % 4 == 0 and way < len(_COLOURS) else ""
            turn = Turn(f"intent_{way}", (f"utter_{way}", f"utter_{way + 1}")[: 1 + way % 2], colour)
            blocks.append(Block(f"layer {layer} way {way}", f"c{layer}", (turn,), f"c{layer + 1}"))
    if contradicted:
        deep = LAYERS - 3
        blocks.append(Block("otherwise", f"c{deep}", (Turn("intent_2", ("utter_9",)),), f"c{deep + 1}"))
    return [*blocks, Block("end", f"c{LAYERS}", (Turn("bye", ("utter_9",)),), "")]


def hub(*, contradicted: bool) -> list[Block]:
    """Conversations without end."""
    blocks = [Block("begin", "", (Turn("greet", ("utter_0",)),), "hub")]
    for number in range(BLOCKS):
        colour = _COLOURS[number % 3] if number % 5 == 0 else ""
        first = Turn(f"intent_{number}", (f"utter_{number % 10}",), colour)
        second = Turn("thank", (f"utter_{number % 7}", "utter_1"))
        blocks.append(Block(f"block {number}", "hub", (first, second)[: 1 + number % 2], "hub"))
    if contradicted:
        told = Turn(f"intent_{BLOCKS - 1}", (f"utter_{(BLOCKS - 1) % 10}",))
        blocks.append(Block("otherwise", "hub", (told, Turn("thank", ("utter_9",))), "hub"))
    return [*blocks, Block("end", "hub", (Turn("bye", ("utter_9",)),), "")]


def write_many_ways(folder: Path) -> None:
    """All projects. The folder is made."""
    for name, told in (("layers", layers), ("hub", hub)):
        for contradicted in (False, True):
            root = folder / (f"{name}-contradicted" if contradicted else name)
            blocks = told(contradicted=contradicted)
            _write(root / "markdown", _CONFIG_1, _domain(old=True), "stories.md", "\n".join(map(_markdown, blocks)))
            yaml = 'version: "3.1"\nstories:\n' + "".join(map(_yaml, blocks))
            _write(root / "yaml", _CONFIG_3, _domain(old=False), "stories.yml", yaml)


def _write(root: Path, config: str, domain: str, name: str, stories: str) -> None:
    (root / "data").mkdir(parents=True)
    (root / "config.yml").write_text(config)
    (root / "domain.yml").write_text(domain)
    (root / "data" / name).write_text(stories)


def _markdown(block: Block) -> str:
    lines = [f"## {block.name}", *([f"> {block.start}"] if block.start else [])]
    for turn in block.turns:
        lines += [f"* {turn.intent}", *(f"  - {action}" for action in turn.actions)]
        lines += [f'  - slot{{"colour": "{turn.colour}"}}'] if turn.colour else []
    return "\n".join((*lines, *([f"> {block.end}"] if block.end else []))) + "\n"


def _yaml(block: Block) -> str:
    return f"- story: {block.name}\n  steps:\n" + "".join(f"  - {step}\n" for step in _steps(block))


def _steps(block: Block) -> Iterator[str]:
    if block.start:
        yield f"checkpoint: {block.start}"
    for turn in block.turns:
        yield f"intent: {turn.intent}"
        yield from (f"action: {action}" for action in turn.actions)
        if turn.colour:
            yield f"slot_was_set:\n    - colour: {turn.colour}"
    if block.end:
        yield f"checkpoint: {block.end}"


def _domain(*, old: bool) -> str:
    intents = _items(("greet", "bye", "thank", *(f"intent_{number}" for number in range(BLOCKS))))
    responses = "".join(f"  utter_{number}:\n  - text: Answer {number}.\n" for number in range(10))
    mappings = "" if old else "    mappings:\n    - type: custom\n"
    slot = f"  colour:\n    type: categorical\n    values: [{', '.join(_COLOURS)}]\n{mappings}"
    version = "" if old else 'version: "3.1"\n'
    return f"{version}intents:\n{intents}slots:\n{slot}responses:\n{responses}"


def _items(names: Iterable[str]) -> str:
    return "".join(f"- {name}\n" for name in names)


_CONFIG_1 = "language: en\npipeline: []\npolicies:\n- name: MemoizationPolicy\n  max_history: 5\n"
_CONFIG_3 = (
    "recipe: default.v1\nassistant_id: bench\nlanguage: en\npipeline: []\npolicies:\n"
    "- name: MemoizationPolicy\n  max_history: 5\n- name: RulePolicy\n"
)


if __name__ == "__main__":
    write_many_ways(Path(sys.argv[1]))

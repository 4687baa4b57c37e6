"""Thousands of made-up stories as two projects that say the same: ``many_stories.py FOLDER STORIES``.

``FOLDER/markdown`` is of Rasa 1.x, ``FOLDER/yaml`` of 3.x. The stories are the same in each run. Their bot does the
same after the same few steps, as that of a real project does, but for a slip in one story of a hundred.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

INTENTS, ACTIONS = 40, 60
IN_A_FILE = 500
_TURNS = (1, 6)
_REMEMBERED = 3
_SLIPS = 0.01
_SEED = 11
_SLOTS = {"size": "text", "colour": "categorical", "ready": "bool"}
_COLOURS = ("red", "green", "blue")


class Line(NamedTuple):
    """One step: what kind, its name, and the value of a slot."""

    kind: str
    name: str
    value: str = ""


def write_many_stories(folder: Path, stories: int, in_a_file: int = IN_A_FILE) -> None:
    """Both projects. The folder is made."""
    told = list(_stories(stories))
    _write(folder / "markdown", _CONFIG_1, _domain(old=True))
    _write(folder / "yaml", _CONFIG_3, _domain(old=False))
    for number in range(0, stories, in_a_file):
        batch = list(enumerate(told[number : number + in_a_file], number))
        markdown = "\n".join(f"## story {index}\n{_markdown(lines)}" for index, lines in batch)
        yaml = "".join(f"- story: story {index}\n  steps:\n{_yaml(lines)}" for index, lines in batch)
        (folder / "markdown" / "data" / f"stories_{number // in_a_file:03}.md").write_text(markdown)
        (folder / "yaml" / "data" / f"stories_{number // in_a_file:03}.yml").write_text(
            f'version: "3.1"\nstories:\n{yaml}'
        )


def _write(root: Path, config: str, domain: str) -> None:
    (root / "data").mkdir(parents=True)
    (root / "config.yml").write_text(config)
    (root / "domain.yml").write_text(domain)


def _stories(count: int) -> Iterator[list[Line]]:
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    for _ in range(count):
        told: list[Line] = []
        for _ in range(chance.randint(*_TURNS)):
            told += _turn(told, chance)
        if chance.random() < _SLIPS:
            place = chance.choice([place for place, line in enumerate(told) if line.kind == "action"])
            told[place] = Line("action", f"utter_{chance.randrange(ACTIONS)}")
        yield told


def _turn(told: list[Line], chance: random.Random) -> Iterator[Line]:
    intent = Line("intent", f"intent_{chance.randrange(INTENTS)}")
    yield intent
    yield from _answer([*(line.name for line in told if line.kind != "slot"), intent.name])
    slot = chance.choice((*_SLOTS, None, None))
    if slot is not None:
        yield Line("slot", slot, _value(slot, chance))


def _answer(said: list[str]) -> Iterator[Line]:
    """What the bot does hangs on the last steps alone, which any policy sees."""
    settled = random.Random(" ".join(said[-_REMEMBERED:]))  # noqa: S311 - nothing secret
    for _ in range(settled.randint(1, 2)):
        yield Line("action", f"utter_{settled.randrange(ACTIONS)}")


def _value(slot: str, chance: random.Random) -> str:
    match _SLOTS[slot]:
        case "categorical":
            return f'"{chance.choice(_COLOURS)}"'
        case "bool":
            return chance.choice(("true", "false"))
        case _:
            return f'"v{chance.randrange(30)}"'


def _markdown(lines: Iterable[Line]) -> str:
    written = {"intent": "* {0.name}\n", "action": "  - {0.name}\n", "slot": '  - slot{{"{0.name}": {0.value}}}\n'}
    return "".join(written[line.kind].format(line) for line in lines)


def _yaml(lines: Iterable[Line]) -> str:
    written = {
        "intent": "  - intent: {0.name}\n",
        "action": "  - action: {0.name}\n",
        "slot": "  - slot_was_set:\n    - {0.name}: {0.value}\n",
    }
    return "".join(written[line.kind].format(line) for line in lines)


def _domain(*, old: bool) -> str:
    intents = "".join(f"- intent_{number}\n" for number in range(INTENTS))
    responses = "".join(f"  utter_{number}:\n  - text: Answer {number}.\n" for number in range(ACTIONS))
    slots = "".join(f"  {name}:\n    type: {kind}\n{_more(kind, old=old)}" for name, kind in _SLOTS.items())
    version = "" if old else 'version: "3.1"\n'
    return f"{version}intents:\n{intents}slots:\n{slots}responses:\n{responses}"


def _more(kind: str, *, old: bool) -> str:
    values = f"    values: [{', '.join(_COLOURS)}]\n" if kind == "categorical" else ""
    return values if old else f"{values}    mappings:\n    - type: custom\n"


_CONFIG_1 = "language: en\npipeline: []\npolicies:\n- name: MemoizationPolicy\n  max_history: 5\n"
_CONFIG_3 = (
    "recipe: default.v1\nassistant_id: bench\nlanguage: en\npipeline: []\npolicies:\n"
    "- name: MemoizationPolicy\n  max_history: 5\n- name: RulePolicy\n"
)


if __name__ == "__main__":
    write_many_stories(Path(sys.argv[1]), int(sys.argv[2]))

"""A bot of made-up stories, to measure what no sample is large enough for: ``made_up_bot.py FOLDER STORIES``."""

from __future__ import annotations

import random
import sys
from pathlib import Path

_INTENTS, _ACTIONS = 40, 60
_TURNS = (2, 6)
_UNUSUAL = 0.2
_SEED = 5

_CONFIG = """\
language: en
pipeline: []
policies:
- name: MemoizationPolicy
  max_history: 5
- name: TEDPolicy
  max_history: 5
"""


def write_made_up_bot(folder: Path, stories: int) -> Path:
    """A project of Rasa 1.x with so many stories; the same in each run. The folder is made."""
    (folder / "data").mkdir(parents=True)
    (folder / "config.yml").write_text(_CONFIG)
    (folder / "domain.yml").write_text(_domain())
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    told = (_story(number, chance) for number in range(stories))
    (folder / "data" / "stories.md").write_text("\n".join(told))
    return folder


def _domain() -> str:
    intents = "".join(f"- intent_{number}\n" for number in range(_INTENTS))
    responses = "".join(f"  utter_{number}:\n  - text: Answer {number}.\n" for number in range(_ACTIONS))
    return f"intents:\n{intents}responses:\n{responses}"


def _story(number: int, chance: random.Random) -> str:
    lines = [f"## story {number}"]
    for _ in range(chance.randint(*_TURNS)):
        intent = min(int(chance.expovariate(0.1)), _INTENTS - 1)
        lines.append(f"* intent_{intent}")
        usual = (intent, _INTENTS + intent % (_ACTIONS - _INTENTS))
        lines += [f"    - utter_{usual[chance.random() < _UNUSUAL]}" for _ in range(chance.randint(1, 2))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    write_made_up_bot(Path(sys.argv[1]), int(sys.argv[2]))

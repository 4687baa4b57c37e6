"""Small NLU data for tests, each written as one string of YAML or Markdown, and models of it."""

from __future__ import annotations

from pathlib import Path

from bots import open_bot
from teachback.dialogue.transcript import Understanding
from teachback.teaching.understanding.embedded import silent
from teachback.teaching.understanding.gathering import Gathered, nlu_data_of
from teachback.teaching.understanding.model import Model
from teachback.teaching.understanding.training import train

CONFIG_3X = "=== config.yml\nversion: '3.1'\nrecipe: default.v1\npipeline: []\npolicies: []\n"


def gathered(folder: Path, nlu: str) -> Gathered:
    """The NLU data of a 3.x project with this text for its `nlu.yml`; or of any project, written as in `bots`."""
    if not nlu.startswith("==="):
        domain = "=== domain.yml\nversion: '3.1'\nintents: [greet, bye]\n"
        nlu = f"{CONFIG_3X}{domain}=== data/nlu.yml\nversion: '3.1'\nnlu:\n{nlu}"
    return nlu_data_of(open_bot(folder, nlu).snapshot)


def learnt(folder: Path, nlu: str) -> Model:
    """The model of that."""
    return train(gathered(folder, nlu).data, silent)


def intents(**examples: str) -> str:
    """The YAML of intents, each with its examples parted by `|`."""
    return "".join(
        f"- intent: {name}\n  examples: |\n" + "".join(f"    - {each.strip()}\n" for each in said.split("|"))
        for name, said in examples.items()
    )


def found(understood: Understanding) -> list[tuple[str, str, object]]:
    """The entities as (words, type or type#role or type@group, value)."""
    return [
        (
            understood.text[each.start : each.end],
            each.mention.type
            + (f"#{each.mention.role}" if each.mention.role else "")
            + (f"@{each.mention.group}" if each.mention.group else ""),
            each.mention.value,
        )
        for each in understood.annotations
    ]

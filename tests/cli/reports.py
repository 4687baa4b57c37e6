"""Reports of small projects."""

from __future__ import annotations

from pathlib import Path

from bots import inspect_bot
from teachback.cli.report import Report

# An astral character before a finding: UTF-16 columns differ from characters there.
STORIES = """\
=== domain.yml
intents: [greet, bye]
actions: [action_a]
=== data/stories.md
## one 😀, and: 100%
* greet
  - action_a
## one 😀, and: 100%
* bye
  - action_a
* 😀gret
  - action_a
* bye{"😀": 1} OR gret
  - action_a
"""


def report_of(folder: Path, text: str = STORIES) -> Report:
    return Report(folder, (inspect_bot(folder, text),))

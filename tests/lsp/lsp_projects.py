"""Small projects in one string: `//- PATH` begins a file, `$0` marks the cursor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from teachback.lsp.uris import uri_of

CURSOR = "$0"

BASICS = """\
//- config.yml
language: en
policies:
- name: MemoizationPolicy
  max_history: 3
//- domain.yml
intents: [greet, bye]
actions: [action_hello, action_bye, action_wave]
"""

CONTRADICTION = (
    BASICS
    + """\
//- data/one.md
## first
* greet
  - action_hello
* bye
  - $0action_bye
//- data/two.md
## second
* greet
  - action_hello
* bye
  - action_wave
* greet
  - action_hello
"""
)


@dataclass(frozen=True)
class Fixture:
    folder: Path
    cursor: types.Position | None = None

    def path(self, name: str) -> str:
        return (self.folder / name).as_posix()

    def uri(self, name: str = "") -> str:
        return uri_of(self.path(name))

    def text(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def at(self, name: str, words: str) -> types.Position:
        """Where some words begin for the first time (in a text of ASCII characters)."""
        return position_in(self.text(name), self.text(name).index(words))

    def here(self) -> types.Position:
        assert self.cursor is not None
        return self.cursor


def position_in(text: str, at: int) -> types.Position:
    before = text[:at]
    return types.Position(before.count("\n"), len(before) - (before.rfind("\n") + 1))


def write_project(folder: Path, source: str) -> Fixture:
    cursor = None
    for part in re.split(r"^//- ", source, flags=re.MULTILINE)[1:]:
        name, _, text = part.partition("\n")
        if CURSOR in text:
            cursor = position_in(text, text.index(CURSOR))
            text = text.replace(CURSOR, "")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return Fixture(folder, cursor)

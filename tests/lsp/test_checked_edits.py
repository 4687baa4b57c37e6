"""A server that checks itself, over real stdio: what it publishes after edits is what a fresh one publishes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lsp_projects import CONTRADICTION, Fixture, write_project
from lsp_sessions import SERVER, Session, session
from lsprotocol import types

FILES = ("data/one.md", "data/two.md")
PIECES = ("\n", "x", "* bye\n", "  - action_wave\n", "## another\n", "* greet\n  - action_bye\n", "> here\n")
LAST = '## last\n* greet\n  - slot{"nowhere": 1}\n'
EDITS = 30


class Typing(NamedTuple):
    """A piece put in the place of lines."""

    name: str
    first: int
    after: int
    piece: str


async def test_what_is_published_after_edits_is_what_a_fresh_server_publishes(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    edits = list(typed(fixture))
    texts = {name: fixture.text(name) for name in FILES}
    for edit in edits:
        lines = texts[edit.name].split("\n")
        lines[edit.first : edit.after + 1] = [edit.piece + lines[edit.after]]
        texts[edit.name] = "\n".join(lines)
    other = write_project(tmp_path / "fresh", CONTRADICTION)
    for name, text in texts.items():
        (other.folder / name).write_bytes(text.encode())
    async with session(other) as fresh:
        await fresh.until(lambda: "unknown-slot" in fresh.codes(FILES[-1]))
        expected = shown(fresh)
    log = tmp_path / "log.txt"
    checked = ("/bin/sh", "-c", f'exec "$@" 2>"{log}"', "sh", *SERVER, "--self-check")
    async with session(fixture, server=checked) as held:
        await held.contradictory(*FILES)
        uris = {name: held.open(name) for name in FILES}
        for version, edit in enumerate(edits, 2):
            place = types.Range(types.Position(edit.first, 0), types.Position(edit.after, 0))
            held.change(uris[edit.name], version, edit.piece, place)
        await held.until(lambda: shown(held) == expected)
    assert "is as from scratch" in log.read_text()
    assert "ERROR" not in log.read_text()


def typed(fixture: Fixture) -> Iterator[Typing]:
    """Pieces are put in, now and then in the place of a line; the last is one that every server tells of."""
    chance = random.Random(5)  # noqa: S311 - nothing secret
    counts = {name: fixture.text(name).count("\n") for name in FILES}
    for _ in range(EDITS):
        name, piece = chance.choice(FILES), chance.choice(PIECES)
        first = chance.randrange(counts[name])
        after = first + chance.randrange(2)
        counts[name] += piece.count("\n") - (after - first)
        yield Typing(name, first, after, piece)
    yield Typing(FILES[-1], 0, 0, LAST)


def shown(held: Session) -> object:
    return {name: [(str(each.code), each.range, each.message) for each in held.shown(name)] for name in FILES}

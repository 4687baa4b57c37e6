"""What real Rasa 1.10 and 3.6 kept of conversations (tests/rasa/recorders/record_conversations.py)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

GENERATIONS = ("rasa-1.10", "rasa-3.6")
DUMPED = "anna/ü"


def recorded(generation: str, name: str) -> Path:
    return Path(__file__).parent / "recorded" / generation / name


def store(generation: str, folder: Path) -> Path:
    """A tracker store like the recorded one, with a name that URLs have to quote."""
    path = folder / "rasa %3F ä.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(recorded(generation, "store.sql").read_text(encoding="utf-8"))
    return path

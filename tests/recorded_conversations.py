"""What real Rasa 1.10 and 3.6 kept of conversations (tests/rasa/recorders/record_conversations.py)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

GENERATIONS = ("rasa-1.10", "rasa-3.6")
DUMPED = "anna/ü"

_RECORDED = Path(__file__).parent / "teaching" / "conversations" / "recorded"


def recorded(generation: str, name: str) -> Path:
    return _RECORDED / generation / name


def store(statements: Path, folder: Path) -> Path:
    """The tracker store that SQL statements make, under a name that URLs have to quote."""
    path = folder / "rasa %3F ä.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements.read_text(encoding="utf-8"))
    return path

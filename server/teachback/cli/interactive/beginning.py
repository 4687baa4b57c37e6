"""Where a session begins; ``beginning_within.py`` has the places within a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.teaching.journal.records import Beginning
from teachback.teaching.session.session import START


@dataclass(frozen=True, slots=True)
class Begun:
    """``remark`` says what a person should know about the place, ``beside`` is the file that the story came from."""

    beginning: Beginning
    remark: str = ""
    beside: str | None = None


def fresh() -> Begun:
    """A conversation that has not begun."""
    return Begun(Beginning(START))

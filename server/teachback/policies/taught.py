"""A step that a person has just confirmed, before any story tells it."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.states import State


@dataclass(frozen=True, slots=True)
class TaughtStep:
    """``action`` is what the bot shall run after ``states``, which is all that policies saw, the newest last."""

    states: tuple[State, ...]
    action: str

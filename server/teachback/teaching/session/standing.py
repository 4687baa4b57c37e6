"""What a conversation of which everything counts has come to."""

from __future__ import annotations

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import (
    ActionRejected,
    LoopChanged,
)
from teachback.dialogue.transcript import BotRan, Transcript, UserSaid


def active_loop(transcript: Transcript) -> str | None:
    """The form or loop that is active at the end."""
    changes = (entry.loop for entry in reversed(transcript) if isinstance(entry, LoopChanged))
    return next(changes, None)


def loop_is_rejected(transcript: Transcript) -> bool:
    """Whether the active loop refused to run since it last ran (R1:core/trackers.py:reject_action)."""
    loop = active_loop(transcript)
    for entry in reversed(transcript):
        match entry:
            case ActionRejected(name) if name == loop:
                return True
            case LoopChanged():
                return False
            case BotRan() if entry.event.name == loop:
                return False
            case _:
                pass
    return False


def user_just_spoke(transcript: Transcript) -> bool:
    """Whether the bot has run nothing since the last message."""
    for entry in reversed(transcript):
        if isinstance(entry, UserSaid):
            return True
        if isinstance(entry, BotRan):
            return entry.event.name == ACTION_LISTEN
    return False

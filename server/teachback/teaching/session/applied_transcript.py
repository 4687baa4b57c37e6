"""A transcript without what was taken back, and what a conversation comes to."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import (
    ActionRejected,
    ActionReverted,
    LoopChanged,
    Restarted,
    UserUtteranceReverted,
)
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid


def applied_transcript(transcript: Iterable[Entry]) -> Transcript:
    """The entries that count after restarts, undone actions and rewound messages (as ``conversation.applied``)."""
    kept: list[Entry] = []
    for entry in transcript:
        match entry:
            case Restarted():
                kept.clear()
            case ActionReverted():
                _drop_through(kept, BotRan)
            case UserUtteranceReverted():
                _drop_through(kept, UserSaid)
                _drop_through(kept, BotRan)
            case _:
                kept.append(entry)
    return tuple(kept)


def _drop_through(entries: list[Entry], kind: type[Entry]) -> None:
    while entries:
        if isinstance(entries.pop(), kind):
            return


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

"""What of a transcript counts after restarts, undone actions and rewound messages.

R1:core/trackers.py:applied_events, R3:shared/core/trackers.py:applied_events. ``dialogue.conversation.applied`` is the
same for events alone, and leaves the turns of loops to policies.
"""

from __future__ import annotations

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import (
    ActionExecuted,
    ActionRejected,
    ActionReverted,
    LoopChanged,
    Restarted,
    UserUtteranceReverted,
)
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid


def applied_entries(transcript: Transcript, dialect: Dialect) -> list[Entry]:
    """The entries that count. 3.x drops the messages and actions of turns that a loop handles, too."""
    loops: frozenset[str | None] = frozenset()
    if dialect is Dialect.RASA3:
        loops = frozenset(entry.loop for entry in transcript if isinstance(entry, LoopChanged) and entry.loop)
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
            case BotRan(ActionExecuted(name)) if name in loops and _goes_on(name, kept):
                kept[:] = _without_turn(name, kept)
            case _:
                kept.append(entry)
    return kept


def _drop_through(entries: list[Entry], kind: type[UserSaid | BotRan]) -> None:
    while entries:
        if isinstance(entries.pop(), kind):
            return


def _goes_on(loop: str, entries: list[Entry]) -> bool:
    """Whether a loop ran before and has handled the turn since then: no rejection, no other action on a message."""
    following: str | None = None
    for entry in reversed(entries):
        match entry:
            case LoopChanged(None):
                return False
            case ActionRejected(name) if name == loop:
                return False
            case UserSaid() if following not in (None, loop):
                return False
            case BotRan(ActionExecuted(name)) if name == loop:
                return True
            case BotRan(ActionExecuted(name)):
                following = name
            case _:
                pass
    return False


def _without_turn(loop: str, entries: list[Entry]) -> list[Entry]:
    """The entries without messages and actions since the loop ran."""
    start = max(index for index, entry in enumerate(entries) if isinstance(entry, BotRan) and entry.event.name == loop)
    since = (entry for entry in entries[start + 1 :] if not isinstance(entry, UserSaid | BotRan))
    return [*entries[: start + 1], *since]

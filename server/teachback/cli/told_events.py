"""A conversation that a command line hands in, as Rasa writes it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from teachback.cli.meant import UsageError
from teachback.dialogue.events import ActionExecuted
from teachback.formats.tracker_fields import UnreadableTrackerError
from teachback.formats.tracker_json import Tracker, events_in, read_events


@dataclass(frozen=True, slots=True)
class ToldEvents:
    """A conversation from a file called ``name``: as it was read, and as Rasa wrote it."""

    name: str
    tracker: Tracker
    events: Sequence[object]

    @property
    def actions(self) -> int:
        """How many actions have happened."""
        return sum(isinstance(event, ActionExecuted) for event in self.tracker.events)


def told_events(name: str) -> ToldEvents:
    """The conversation in a file, or on standard input for ``-``. Raises ``UsageError`` when there is none."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        events = events_in(text)
        return ToldEvents(_shown(name), read_events(events), events)
    except UnreadableTrackerError as problem:
        raise UsageError(f"{_shown(name)}: {problem}") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{_shown(name)} cannot be read: {problem}") from problem


def _shown(name: str) -> str:
    return name if name != "-" else "standard input"

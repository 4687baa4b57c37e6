"""Conversations in a file, as Rasa's HTTP API or ``rasa export`` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from teachback.formats.tracker_dump import DumpedConversation, conversations_in
from teachback.formats.tracker_fields import UnreadableTrackerError
from teachback.formats.transcript_json import TimedTranscript, read_transcript
from teachback.teaching.conversations.listing import Listed
from teachback.teaching.conversations.problems import NoConversationError

# Reading takes some twenty times as much memory.
MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Dump:
    """The conversations of a file called ``name``, in its order. All methods raise ``NoConversationError``."""

    name: str
    conversations: tuple[DumpedConversation, ...]

    def listed(self, most: int) -> tuple[Listed, ...]:
        """At most so many conversations, those in which something happened last first."""
        listed = [_listed(self._id(number), each.events) for number, each in enumerate(self.conversations)]
        return tuple(sorted(listed, key=lambda each: each.latest or 0.0, reverse=True)[:most])

    def read(self, conversation: str) -> TimedTranscript:
        """The conversation of this name."""
        found = (each for number, each in enumerate(self.conversations) if self._id(number) == conversation)
        told = next(found, None)
        if told is None:
            raise NoConversationError(f"There is no conversation {conversation!r} in {self.name}.")
        try:
            return read_transcript(told.events)
        except UnreadableTrackerError as problem:
            raise NoConversationError(f"The conversation {conversation!r} in {self.name}: {problem}") from None

    def _id(self, number: int) -> str:
        """One without a name is called by its place in the file, from 1."""
        told = self.conversations[number].id
        return str(number + 1) if told is None else told


def open_dump(path: Path) -> Dump:
    """The dump in a file. Raises ``NoConversationError`` when it holds none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NoConversationError(f"{path} has more than {MOST_BYTES // 1_000_000} MB. Take out one conversation.")
        return Dump(path.name, conversations_in(path.read_text(encoding="utf-8-sig")))
    except UnreadableTrackerError as problem:
        raise NoConversationError(f"{path}: {problem}") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise NoConversationError(f"{path} cannot be read: {problem}.") from None


def _listed(name: str, events: Iterable[object]) -> Listed:
    told = [cast("Mapping[str, object]", event) for event in events if isinstance(event, Mapping)]
    times = [time for event in told if isinstance(time := event.get("timestamp"), int | float)]
    return Listed(name, sum(event.get("event") == "user" for event in told), max(times, default=None))

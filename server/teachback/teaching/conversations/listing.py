"""Conversations in a list to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from teachback.formats.transcript_json import TimedTranscript


@dataclass(frozen=True, slots=True)
class Listed:
    """``messages`` is how often the user spoke; ``latest`` when something happened last, in seconds since 1970.

    Where no time is told, ``latest`` is ``None``.
    """

    id: str
    messages: int
    latest: float | None


class Source(Protocol):
    """Where there are several conversations. All methods raise ``NoConversationError``."""

    def listed(self, most: int) -> tuple[Listed, ...]:
        """At most so many conversations, those in which something happened last first."""
        ...

    def read(self, conversation: str) -> TimedTranscript:
        """The conversation of this name."""
        ...

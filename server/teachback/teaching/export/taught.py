"""What is to be exported, and where to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from teachback.dialogue.events import Restarted
from teachback.dialogue.transcript import Entry, Transcript, UserSaid

Reading = Callable[[str], str | None]
"""The text of a file that the project does not hold, by its absolute path; ``None`` where there is none."""


def nothing_there(path: str) -> None:
    """No other file exists."""
    del path


@dataclass(frozen=True, slots=True)
class Taught:
    """Conversations as they ended up: without undone steps and corrected mistakes.

    ``names`` are a person's names for the stories, in their order; stories beyond them get names of their own.
    ``responses`` are the texts of new ``utter_…`` actions, ``slot_types`` the types of new slots.
    """

    transcripts: tuple[Transcript, ...]
    names: tuple[str, ...] = ()
    responses: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    slot_types: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def stories(self) -> tuple[Transcript, ...]:
        """A story for each part of a conversation between restarts in which the user says something (R1, R3:
        core/training/interactive.py:_split_conversation_at_restarts); a new session is a new story too, as policies
        see nothing of the one before.
        """
        return tuple(part for transcript in self.transcripts for part in _parts(transcript))


@dataclass(frozen=True, slots=True)
class Destinations:
    """Where a person wants things to go; paths are absolute, or relative to the project's folder.

    ``beside`` is the file in which the conversation began: the stories go there if they can. The others are orders.
    """

    beside: str | None = None
    stories: str | None = None
    nlu: str | None = None
    domain: str | None = None


ANYWHERE = Destinations()


def _parts(transcript: Transcript) -> list[Transcript]:
    parts: list[list[Entry]] = [[]]
    for entry in transcript:
        if isinstance(entry, Restarted):
            parts.append([])
        else:
            parts[-1].append(entry)
    return [tuple(part) for part in parts if any(isinstance(entry, UserSaid) for entry in part)]

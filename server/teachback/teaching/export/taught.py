"""What is to be exported, and where to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from teachback.dialogue.events import Restarted
from teachback.dialogue.transcript import Entry, Transcript, UserSaid
from teachback.dialogue.unanswered import without_unanswered

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
        core/training/interactive.py:_split_conversation_at_restarts) and the bot answers; a new session is a new story
        too, as policies see nothing of the one before. A last message without an answer is not in it.
        """
        return tuple(without_unanswered(self.parts[index]) for index in self._answered())

    @property
    def parts(self) -> tuple[Transcript, ...]:
        """The same with all messages: those that are not answered are examples all the same."""
        return tuple(part for transcript in self.transcripts for part in _parts(transcript))

    def with_story(self, index: int, story: Transcript) -> Taught:
        """The same with something else in the place of one of ``stories``; what comes behind it stays."""
        parts = list(self.parts)
        place = self._answered()[index]
        rest = parts[place][len(self.stories[index]) :]
        parts[place] = (*story, *rest)
        return replace(self, transcripts=tuple(parts))

    def _answered(self) -> tuple[int, ...]:
        """The parts that make stories."""
        return tuple(index for index, part in enumerate(self.parts) if _has_message(without_unanswered(part)))


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
    return [tuple(part) for part in parts if _has_message(part)]


def _has_message(entries: Iterable[Entry]) -> bool:
    return any(isinstance(entry, UserSaid) for entry in entries)

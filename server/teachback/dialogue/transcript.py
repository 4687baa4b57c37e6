"""A conversation as people saw it: what was said in words, what the bot did and who wanted it, in order.

Policies look at events alone (``teachback.dialogue.events``). A transcript holds the same events and, beside them,
what a person reads: texts, marked entities, confidences, and the messages of the bot, which no policy sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teachback.dialogue.events import ActionExecuted, EntityMention, Event, UserUttered
from teachback.dialogue.values import Record


@dataclass(frozen=True, slots=True)
class Annotation:
    """An entity of a text: where it stands, in code points of the text, and what it says.

    ``extractor`` is who found it, in Rasa's words (``DucklingEntityExtractor``, …); ``None`` for a person.
    """

    mention: EntityMention
    start: int
    end: int
    extractor: str | None = None


@dataclass(frozen=True, slots=True)
class RankedIntent:
    """An intent that a message may have; ``confidence`` from 0 to 1."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """A text and what it was taken for. ``ranking`` is most likely first, and empty where a person decided."""

    text: str
    intent: str | None
    confidence: float = 1.0
    annotations: tuple[Annotation, ...] = ()
    ranking: tuple[RankedIntent, ...] = ()

    @property
    def mentions(self) -> tuple[EntityMention, ...]:
        """The entities without their places."""
        return tuple(each.mention for each in self.annotations)


@dataclass(frozen=True, slots=True)
class UserSaid:
    """A message of the user."""

    understood: Understanding

    @property
    def event(self) -> UserUttered:
        """What policies see of it: the text counts only where no intent was understood."""
        understood = self.understood
        return UserUttered(understood.intent, understood.mentions, None if understood.intent else understood.text)


@dataclass(frozen=True, slots=True)
class BotRan:
    """An action of the bot. ``policy`` is the class name of the policy that wanted it, with its confidence from 0 to 1;
    both are ``None`` where a person chose the action.
    """

    event: ActionExecuted
    policy: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """An answer that a message offers: ``payload`` is what is sent in the user's name."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class BotMessage:
    """What a channel would show (R1:core/events/__init__.py:BotUttered, R3:shared/core/events.py:BotUttered)."""

    text: str | None = None
    buttons: tuple[Button, ...] = ()
    quick_replies: tuple[Button, ...] = ()
    elements: tuple[Record, ...] = ()
    image: str | None = None
    attachment: str | None = None
    custom: Record | None = None


@dataclass(frozen=True, slots=True)
class BotSaid:
    """A message of the bot."""

    message: BotMessage


Entry = UserSaid | BotRan | BotSaid | Event
"""One thing that happened. User messages and actions are ``UserSaid`` and ``BotRan``, never the bare event."""

Transcript = tuple[Entry, ...]


def event_of(entry: Entry) -> Event | None:
    """What policies see of an entry; nothing of a message of the bot."""
    match entry:
        case UserSaid() | BotRan():
            return entry.event
        case BotSaid():
            return None
        case _:
            return entry


def events_of(transcript: Iterable[Entry]) -> tuple[Event, ...]:
    """The events of a transcript, in order."""
    return tuple(event for event in map(event_of, transcript) if event is not None)

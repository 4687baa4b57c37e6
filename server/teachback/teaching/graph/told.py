"""A conversation as a graph looks at it: what the user said and what the bot ran, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from teachback.dialogue.domain import ACTION_LISTEN, ACTION_SESSION_START, RULE_SNIPPET
from teachback.dialogue.events import ActionExecuted, Event, UserUttered


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a story or rule. ``line`` counts from 0."""

    story: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Move:
    """A message of the user or an action of the bot. ``label`` is the intent or the action; the text, between quotes,
    where a message has no intent or the bot says a text.
    """

    label: str
    by_user: bool
    place: Place | None = None

    @property
    def listens(self) -> bool:
        """Whether the bot waits for the user, which no graph shows."""
        return not self.by_user and self.label == ACTION_LISTEN

    @property
    def runs(self) -> bool:
        """Whether the bot does something that a graph shows."""
        return not self.by_user and self.label != ACTION_LISTEN


@dataclass(frozen=True, slots=True)
class Told:
    """The moves of a conversation, oldest first, and its name."""

    name: str
    moves: tuple[Move, ...]

    @property
    def applies_anywhere(self) -> bool:
        """Whether it is a rule that may come after anything."""
        return bool(self.moves) and self.moves[0].label == RULE_SNIPPET and not self.moves[0].by_user


def told(name: str, events: Iterable[tuple[Event, Place | None]]) -> Told:
    """The moves among the events of a conversation, each event with its place where that is known.

    Slots, loops and whatever else happens in between is left out, as in Rasa's graphs, and so is the beginning of a
    session, which no story tells.
    """
    return Told(name, tuple(_moves(events)))


def _moves(events: Iterable[tuple[Event, Place | None]]) -> Iterator[Move]:
    for event, place in events:
        match event:
            case UserUttered(intent, _, text):
                yield Move(intent or f'"{text or ""}"', by_user=True, place=place)
            case ActionExecuted(name, is_text) if name != ACTION_SESSION_START:
                yield Move(f'"{name}"' if is_text else name, by_user=False, place=place)
            case _:
                pass

"""What comes of running an action, and the face of whoever runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from teachback.dialogue.events import Event
from teachback.dialogue.transcript import Entry, Transcript


@dataclass(frozen=True, slots=True)
class Done:
    """The action ran. ``entries`` follow its own ``BotRan``, in the order in which Rasa of the generation logs them.

    ``remarks`` are sentences for the person who teaches: what was left out or guessed on the way.
    """

    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """The action refused to run: a form could read nothing, or the action server answered 400. The transcript gets
    ``ActionRejected`` and no ``BotRan``. ``entries`` follow the rejection: what a validation that rejects returned
    beside.
    """

    reason: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """The action ran and broke, took too long, or its server cannot be reached. ``problem`` says what, where and what
    to do about it.
    """

    problem: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can run the action here: there is no action server, or it does not know the action.

    ``offered`` are the events that training stories show right after it, each sequence once, most frequent first.
    """

    reason: str
    offered: tuple[tuple[Event, ...], ...]


Outcome = Done | Rejected | Failed | Unknown


class Actions(Protocol):
    """Whoever runs actions. Nothing is sent anywhere but from these two methods."""

    def run(self, action: str, transcript: Transcript) -> Outcome:
        """What ``action`` does at the end of ``transcript``, which does not hold its ``BotRan`` yet."""
        ...

    def after_message(self, transcript: Transcript) -> Outcome:
        """The slots that the latest user message fills: by name in 1.x and 2.x, by ``action_extract_slots`` in 3.x.

        ``Done`` without entries where there are none; never ``Rejected`` and never ``Unknown``.
        """
        ...

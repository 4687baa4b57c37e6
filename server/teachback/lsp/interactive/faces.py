"""Who asks the questions of a session: the teaching page in a panel, or messages of a plain client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from teachback.teaching.prompts import Question
from teachback.teaching.session.inputs import Answer
from teachback.teaching.session.session import Session
from teachback.teaching.session.ways_out import WayOut


@dataclass(frozen=True, slots=True)
class Leaving:
    """A way out instead of an answer. ``message`` is where to fork: it counts the messages of the user from 0, and is
    ``None`` where that is yet to be asked.
    """

    way: WayOut
    message: int | None = None


Reply = Answer | Leaving


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that it is shown with. ``changes`` are a difference to be shown in the place of the usual
    one: ``None`` for what an export would write now.
    """

    session: Session
    question: Question
    changes: str | None = None
    remark: str = ""


class Face(Protocol):
    """Asks a person. One question is open at a time."""

    async def ask(self, asked: Asked) -> Reply:
        """What the person answers, however long that takes."""
        ...

    async def ask_again(self, problem: str) -> Reply:
        """The last answer does not do, and why; another one to the same question."""
        ...

    def rest(self) -> None:
        """The person decides elsewhere now, on an edit: nothing is under way that one could wait for."""
        ...

    def end(self, farewell: str) -> None:
        """Say that the session is over."""
        ...

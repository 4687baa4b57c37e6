"""Leads a session from question to question: fulfils its wishes, and writes down what happens before it counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Understanding
from teachback.teaching.actions.outcome import Outcome
from teachback.teaching.prompts import Choose, Confirm, Enter, Question
from teachback.teaching.session.inputs import (
    Answer,
    Filled,
    Input,
    Order,
    Predicted,
    Ran,
    Result,
    Understood,
    UnfitAnswerError,
)
from teachback.teaching.session.machine import advance, question
from teachback.teaching.session.proposal import Proposal
from teachback.teaching.session.session import Session
from teachback.teaching.session.wishes import FillSlots, Predict, Run, Understand, Wish


class Surroundings(Protocol):
    """All that a session cannot do itself."""

    @property
    def domain(self) -> Domain:
        """The domain as it is now."""
        ...

    def understand(self, text: str) -> Understanding:
        """What a message means."""
        ...

    def fill_slots(self, wish: FillSlots) -> Outcome:
        """The slots that the last message fills."""
        ...

    def propose(self, wish: Predict) -> Proposal:
        """What comes next."""
        ...

    def run(self, wish: Run) -> Outcome:
        """What an action does."""
        ...


class Record(Protocol):
    """Where inputs are written before they count."""

    def append(self, given: Input) -> None:
        """Add one; it is safe when this returns."""
        ...


class Conductor:
    """Holds the session. Whatever interrupts it, the session stands at the last input that was written down."""

    def __init__(self, session: Session, surroundings: Surroundings, record: Record) -> None:
        self.session = session
        self._surroundings = surroundings
        self._record = record

    def question(self) -> Question:
        """The next question to a person; what has to be done before is done. May take as long as an action takes."""
        while True:
            asked = question(self.session, self._surroundings.domain)
            if isinstance(asked, Confirm | Choose | Enter):
                return asked
            self._take(self._fulfilled(asked))

    def give(self, given: Answer | Order) -> None:
        """Take an answer to the present question, or an order at any time. Raises ``UnfitAnswerError``."""
        self._take(given)

    def _take(self, given: Input) -> None:
        after = advance(self.session, given, self._surroundings.domain)
        self._record.append(given)
        self.session = after

    def _fulfilled(self, wish: Wish) -> Result:
        match wish:
            case Understand(text):
                return Understood(self._surroundings.understand(text))
            case FillSlots():
                return Filled(self._surroundings.fill_slots(wish))
            case Predict():
                return Predicted(self._surroundings.propose(wish))
            case Run():
                return Ran(self._surroundings.run(wish))


def replayed(session: Session, inputs: Iterable[Input], domain: Domain) -> Session:
    """The session after inputs that were written down, as far as they fit: see ``fitting``."""
    return fitting(session, inputs, domain)[0]


def fitting(session: Session, inputs: Iterable[Input], domain: Domain) -> tuple[Session, int]:
    """The session after inputs that were written down, and how many of them fit: files may have changed so that one
    means something else now, and then what follows it counts no more.
    """
    fit = 0
    try:
        for given in inputs:
            session = advance(session, given, domain)
            fit += 1
    except UnfitAnswerError:
        pass
    return session, fit

"""A phase and an answer make the next phase. Whoever asks the person, and writes, is elsewhere."""

from __future__ import annotations

from teachback.teaching.export.talk import conversations, deciding, naming, placing, settling
from teachback.teaching.export.talk.phases import (
    Asking,
    Checked,
    ChoosingConversations,
    Deciding,
    ExportAnswer,
    Left,
    Naming,
    Phase,
    Placing,
    Settling,
    Shown,
    Writing,
)
from teachback.teaching.export.talk.trying import Ground, Wanted, tried_again, tried_out
from teachback.teaching.export.taught import Destinations
from teachback.teaching.session.inputs import Told, UnfitAnswerError
from teachback.teaching.session.session import Session, unwritten


def begun(session: Session, beside: str | None, ground: Ground, *, tests: bool = False) -> Phase:
    """Where the export of a session begins; there is nothing to ask where nothing was taught.

    ``beside`` is the file in which the session began. ``tests`` wants test stories.
    """
    told = unwritten(session)
    everything = tuple(range(len(told)))
    wanted = Wanted(told, everything, session.responses, Destinations(beside=beside), tests=tests)
    if len(told) > 1:
        return ChoosingConversations(wanted)
    return settling.settle(tried_out(wanted, ground)) if told else Left()


def ask(phase: Asking) -> Shown:
    """What a person is asked, and shown with it."""
    match phase:
        case ChoosingConversations():
            return conversations.ask(phase)
        case Settling():
            return settling.ask(phase)
        case Deciding():
            return deciding.ask(phase)
        case Naming():
            return naming.ask(phase)
        case Placing():
            return placing.ask(phase)


def advance(phase: Asking, answer: ExportAnswer, ground: Ground) -> Phase:
    """The phase after an answer. Raises ``UnfitAnswerError`` for one to another question."""
    match phase, answer:
        case ChoosingConversations(), Checked(values):
            return conversations.take(phase, values, ground)
        case Settling(), Told(value):
            return settling.take(phase, value)
        case Deciding(), Told(value):
            return deciding.take(phase, value, ground)
        case Naming(), Told(name):
            return naming.take(phase, name, ground)
        case Placing(), Told(path):
            return placing.take(phase, path, ground)
        case _:
            raise UnfitAnswerError("This is no answer to what was asked.")


def begun_again(phase: Writing, ground: Ground) -> Phase:
    """Back to what is to be decided, by the files as they are now: the plan could not be written."""
    return settling.settle(tried_again(phase.tried, phase.tried.wanted, ground))

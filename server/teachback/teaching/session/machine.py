"""A session and an input make the next session. Nothing else happens here, and nothing is forgotten."""

from __future__ import annotations

from dataclasses import replace

from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Transcript, UserSaid
from teachback.teaching.prompts import Question
from teachback.teaching.session import messages, next_actions, runs, validation
from teachback.teaching.session.inputs import Exported, Fork, Input, StartFresh, Undo, UnfitAnswerError
from teachback.teaching.session.phases import ChoosingAction, JudgingAction, Listening
from teachback.teaching.session.session import START, Session, laid_aside, unwritten
from teachback.teaching.session.wishes import Wish


def advance(session: Session, given: Input, domain: Domain) -> Session:
    """The session after an input. Raises ``UnfitAnswerError`` for one that does not fit; the session goes on as it was.

    ``domain`` tells which intents and actions are new.
    """
    match given:
        case Undo():
            return _undone(session)
        case Fork(message):
            return _forked(session, message)
        case StartFresh():
            return _fresh(session)
        case Exported(_, left_out):
            wanted = (each for place, each in enumerate(unwritten(session)) if place not in left_out)
            return replace(session, written=(*session.written, *wanted))
        case _:
            after = _stepped(session, given, domain)
            return replace(after, before=session) if begins_step(session) else after


def begins_step(session: Session) -> bool:
    """Whether an undo leads back here: to a message of the user, or to the question which action is next."""
    match session.phase:
        case Listening() | JudgingAction():
            return True
        case ChoosingAction(proposal):
            return proposal.action is None
        case _:
            return False


def question(session: Session, domain: Domain) -> Question | Wish:
    """What comes next: a question to a person, or a wish that must be fulfilled before there is one."""
    asked = (
        messages.ask(session, domain)
        or next_actions.ask(session)
        or validation.ask(session)
        or runs.ask(session, domain)
    )
    if asked is None:
        raise AssertionError(f"nobody asks anything at {session.phase}")
    return asked


def _stepped(session: Session, given: Input, domain: Domain) -> Session:
    after = (
        messages.take(session, given, domain)
        or next_actions.take(session, given, domain)
        or validation.take(session, given)
        or runs.take(session, given, domain)
    )
    if after is None:
        raise UnfitAnswerError("This is no answer to what was asked.")
    return after


def _undone(session: Session) -> Session:
    if session.before is None:
        raise UnfitAnswerError("There is nothing to undo.")
    return replace(session.before, written=session.written)


def _forked(session: Session, message: int) -> Session:
    conversation = session.conversation
    places = [index for index, entry in enumerate(conversation) if isinstance(entry, UserSaid)]
    if not 0 <= message < len(places):
        raise UnfitAnswerError("There is no such message in this conversation.")
    kept = conversation[: places[message]]
    return _begun_anew(session, kept or START, min(session.begun, len(kept)))


def _fresh(session: Session) -> Session:
    return _begun_anew(session, START, len(START))


def _begun_anew(session: Session, transcript: Transcript, begun: int) -> Session:
    """The user speaks next in another conversation; the present one stays for the export."""
    finished = laid_aside(session)
    return replace(session.at(Listening()), transcript=transcript, begun=begun, finished=finished, before=session)

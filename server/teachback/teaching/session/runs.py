"""What becomes of a conversation when an action is run: also when it cannot be, and a person says how it counts."""

from __future__ import annotations

from dataclasses import replace

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN, Domain
from teachback.dialogue.events import ActionExecuted, ActionRejected, Restarted
from teachback.dialogue.transcript import BotMessage, BotRan, BotSaid, Entry
from teachback.teaching.actions.outcome import Done, Failed, Outcome, Rejected, Unknown
from teachback.teaching.prompts import Choice, Choose, Enter, Question
from teachback.teaching.session.event_lines import lines_of, typed_events
from teachback.teaching.session.inputs import Input, Ran, Told, UnfitAnswerError
from teachback.teaching.session.phases import (
    ChoosingAction,
    JudgingAction,
    Listening,
    Predicting,
    Running,
    Stranded,
    WritingEvents,
)
from teachback.teaching.session.proposal import Proposal
from teachback.teaching.session.session import START, Session, laid_aside
from teachback.teaching.session.wishes import Run, Wish

_ALONE, _AGAIN, _WITHOUT_EVENTS = "alone", "again", "without events"
_OTHER_EVENTS, _OTHER_ACTION = "other events", "other action"


def ask(session: Session, domain: Domain) -> Question | Wish | None:
    """The question or wish of a phase that is about an action at work; ``None`` at any other."""
    match session.phase:
        case Running(action):
            return Run(action, session.conversation, session.alone)
        case Stranded() as stranded:
            return _stranded(stranded, domain.dialect, alone=session.alone)
        case WritingEvents(stranded):
            return Enter(
                f"Which events does '{stranded.running.action}' bring? Write them as in a story, divided by ';'",
                example='slot{"cuisine": "greek"}; slot{"people": 4}',
            )
        case _:
            return None


def take(session: Session, given: Input, domain: Domain) -> Session | None:
    """The session after an input about an action at work; ``None`` where it is none, or fits no such phase."""
    match session.phase, given:
        case Running() as running, Ran(outcome):
            after = _ran(session, running, outcome)
            return after.remarked(" ".join(each for each in (session.remark, after.remark) if each))
        case Stranded() as stranded, Told(answer):
            return _decided(session, stranded, answer)
        case WritingEvents(stranded), Told(text):
            return _happened(session, stranded.running, *typed_events(text, domain))
        case _:
            return None


def _stranded(stranded: Stranded, dialect: Dialect, *, alone: bool) -> Choose:
    action = stranded.running.action
    offered = tuple(
        Choice(f"with {'; '.join(lines_of(events, dialect))}", f"{_OTHER_EVENTS} {number}", detail="as stories show")
        for number, events in enumerate(stranded.offered)
        if events
    )
    choices = (
        *(
            ()
            if alone or not stranded.served
            else (Choice("go on without the action server, by what the project shows", _ALONE),)
        ),
        *offered,
        Choice("without any events", _WITHOUT_EVENTS),
        Choice("with other events, which I type", _OTHER_EVENTS),
        Choice("try to run it again", _AGAIN),
        Choice("run another action", _OTHER_ACTION),
    )
    return Choose("Action", f"{stranded.problem} How should '{action}' count?", choices)


def _ran(session: Session, running: Running, outcome: Outcome) -> Session:
    """The outcome of an action becomes a part of the conversation, or a question what to do instead."""
    match outcome:
        case Done(entries, remarks):
            invented = () if entries else _said_by_new(session, running.action)
            return _happened(session, running, *entries, *invented).informed(() if invented else remarks)
        case Rejected(reason, entries):
            rejected = session.at(Predicting(), ActionRejected(running.action), *entries)
            return rejected.remarked(f"'{running.action}' refused to run: {reason}")
        case Failed(problem):
            return session.at(Stranded(running, problem, served=True))
        case Unknown(reason, offered):
            return session.at(Stranded(running, reason, offered))


def _said_by_new(session: Session, action: str) -> tuple[Entry, ...]:
    """A response that was invented in this session says its text, though no file holds it yet."""
    text = dict(session.responses).get(action)
    return () if text is None else (BotSaid(BotMessage(text)),)


def _decided(session: Session, stranded: Stranded, answer: str) -> Session:
    """How an action counts that could not be run."""
    if answer == _ALONE:
        return replace(session.at(stranded.running), alone=True)
    if answer == _AGAIN:
        return session.at(stranded.running)
    if answer == _OTHER_ACTION:
        return session.at(ChoosingAction(_proposal_before(session)))
    if answer == _OTHER_EVENTS:
        return session.at(WritingEvents(stranded))
    if answer == _WITHOUT_EVENTS:
        return _happened(session, stranded.running)
    number = answer.removeprefix(f"{_OTHER_EVENTS} ")
    if number != answer and number.isdecimal() and int(number) < len(stranded.offered):
        return _happened(session, stranded.running, *stranded.offered[int(number)])
    raise UnfitAnswerError("Answer with one of the choices.")


def _happened(session: Session, running: Running, *entries: Entry) -> Session:
    ran = BotRan(ActionExecuted(running.action), running.policy, running.confidence)
    if any(isinstance(entry, Restarted) for entry in entries):
        return _restarted(session, ran)
    phase = Listening() if running.action == ACTION_LISTEN else Predicting()
    return session.at(phase, ran, *entries)


def _restarted(session: Session, ran: BotRan) -> Session:
    """The conversation is over, and its story ends with the restart (R1:core/training/interactive.py:_split_events)."""
    finished = laid_aside(session.at(Listening(), ran))
    return replace(session.at(Listening()), transcript=START, begun=len(START), finished=finished)


def _proposal_before(session: Session) -> Proposal:
    """What was proposed before the action was run: the question that an undo leads back to."""
    match session.before:
        case Session(phase=JudgingAction(proposal) | ChoosingAction(proposal)):
            return proposal
        case _:
            return Proposal(None)

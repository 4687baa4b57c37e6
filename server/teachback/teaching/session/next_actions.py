"""From a proposed action to the one that is run: what is asked on the way, and what the answers make of it.

The words are those that authors know from Rasa (R1:core/training/interactive.py).
"""

from __future__ import annotations

from dataclasses import replace

from teachback.dialogue.domain import ACTION_LISTEN, Domain
from teachback.dialogue.events import ActionRejected
from teachback.teaching.new_names import refusal
from teachback.teaching.prompts import Choice, Choose, Confirm, Enter, Question
from teachback.teaching.session.inputs import Agreed, Input, Predicted, Told, UnfitAnswerError
from teachback.teaching.session.phases import (
    ChoosingAction,
    JudgingAction,
    JudgingValidation,
    Predicting,
    Running,
    WritingResponse,
)
from teachback.teaching.session.proposal import Candidate, Proposal
from teachback.teaching.session.session import Session
from teachback.teaching.session.standing import active_loop, loop_is_rejected, user_just_spoke
from teachback.teaching.session.wishes import Predict, Wish

_RESPONSE = "utter_"
_NOTHING_PROPOSED = "No policy has anything to say here. What is the next action of the bot?"
_NEXT_ACTION = "What is the next action of the bot?"


def ask(session: Session) -> Question | Wish | None:
    """The question or wish of a phase that is about the next action; ``None`` at any other."""
    match session.phase:
        case Predicting():
            return Predict(session.transcript, session.finished, session.begun)
        case JudgingAction(proposal):
            return _proposed(proposal)
        case ChoosingAction(proposal):
            return _actions(proposal)
        case WritingResponse(_, action):
            return Enter(f"Please type the message for the new bot response '{action}':", example="Hello!")
        case _:
            return None


def take(session: Session, given: Input, domain: Domain) -> Session | None:
    """The session after an input about the next action; ``None`` where it is none, or fits no such phase."""
    match session.phase, given:
        case Predicting(), Predicted(proposal):
            phase = ChoosingAction(proposal) if proposal.action is None else JudgingAction(proposal)
            remarks = (session.remark, proposal.remark)
            return session.at(phase).remarked(" ".join(remark for remark in remarks if remark))
        case JudgingAction(proposal), Agreed(yes):
            return _judged(session, proposal, right=yes)
        case ChoosingAction(proposal), Told(name):
            return _chosen(session, proposal, name, domain)
        case WritingResponse() as phase, Told(text):
            return _response_written(session, phase, text)
        case _:
            return None


def _proposed(proposal: Proposal) -> Confirm:
    told = proposal.candidate(proposal.action or "")
    why = told.why if told is not None else ()
    return Confirm(f"The bot wants to run '{proposal.action}', correct?", why=why)


def _actions(proposal: Proposal) -> Choose:
    choices = tuple(_choice(each, proposal) for each in proposal.candidates)
    message = _NEXT_ACTION if proposal.action is not None else _NOTHING_PROPOSED
    return Choose("Action", message, choices, allow_new=True)


def _choice(candidate: Candidate, proposal: Proposal) -> Choice:
    detail = "the bot waits for the user" if candidate.action == ACTION_LISTEN else ""
    return Choice(
        candidate.action,
        candidate.action,
        candidate.probability,
        detail,
        current=candidate.action == proposal.action,
        why=candidate.why,
    )


def _judged(session: Session, proposal: Proposal, *, right: bool) -> Session:
    """The person agrees with the action, or will choose another."""
    if right and proposal.action is not None:
        return _decided(session, proposal, Running(proposal.action, proposal.policy, proposal.confidence))
    return session.at(ChoosingAction(proposal))


def _chosen(session: Session, proposal: Proposal, name: str, domain: Domain) -> Session:
    """Another action was chosen or invented; a new response needs its text first."""
    action = name.strip()
    if proposal.candidate(action) is None and action not in domain.action_names():
        reason = refusal(action)
        if reason is not None:
            raise UnfitAnswerError(reason)
        if action.startswith(_RESPONSE) and action not in dict(session.responses):
            return session.at(WritingResponse(proposal, action))
    return _decided(session, proposal, Running(action))


def _response_written(session: Session, phase: WritingResponse, text: str) -> Session:
    """A new action says something."""
    if not text.strip():
        raise UnfitAnswerError(f"`{phase.action}` has to say something: type its text.")
    known = replace(session, responses=(*session.responses, (phase.action, text)))
    return _decided(known, phase.proposal, Running(phase.action))


def _decided(session: Session, proposal: Proposal, running: Running) -> Session:
    """The action is certain. A form that is left refused to run; one that comes back may validate or not
    (R1:core/training/interactive.py:_validate_action).
    """
    conversation = session.conversation
    loop = active_loop(conversation)
    if loop is None or running.action == ACTION_LISTEN:
        return session.at(running)
    if running.action != loop:
        return session.at(running, ActionRejected(loop))
    if loop_is_rejected(conversation) and user_just_spoke(conversation):
        return session.at(JudgingValidation(proposal, running.action, running.policy, running.confidence))
    return session.at(running)

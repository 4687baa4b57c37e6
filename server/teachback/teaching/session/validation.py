"""A form comes back after an unhappy path: may it validate what the user said?

(R1:core/training/interactive.py:_confirm_form_validation; the event is FormValidation in 1.x, LoopInterrupted in 3.x.)
"""

from __future__ import annotations

from dataclasses import replace

from teachback.dialogue.events import LoopInterrupted
from teachback.teaching.prompts import Choice, Choose, Confirm, Question
from teachback.teaching.reason import StoryPlace
from teachback.teaching.session.inputs import Agreed, Input, Predicted, Told, UnfitAnswerError
from teachback.teaching.session.phases import FacingContradiction, JudgingValidation, LookingAgain, Running
from teachback.teaching.session.proposal import Proposal
from teachback.teaching.session.requested_slot import requested_slot
from teachback.teaching.session.session import Session
from teachback.teaching.session.wishes import Predict, Wish

LOOK_AGAIN, OPEN, REMOVE, GO_ON = "look again", "open", "remove", "go on"
"""The values of the choices. Whoever conducts the session opens or removes the stories before it passes ``OPEN`` or
``REMOVE`` on, and answers with ``LOOK_AGAIN`` in the person's place where it sees that the stories are gone.
"""

_CONTRADICTION = (
    "WARNING: FormPolicy predicted no form validation based on previous training stories. "
    "Make sure to remove contradictory stories from training data."
)


def ask(session: Session) -> Question | Wish | None:
    """The question or wish of a phase that is about validation; ``None`` at any other."""
    match session.phase:
        case JudgingValidation(_, action):
            slot = requested_slot(session.conversation)
            return Confirm(f"Should '{action}' validate user input to fill the slot '{slot}'?")
        case FacingContradiction(judged):
            return _contradiction(judged.proposal.unvalidated)
        case LookingAgain():
            return look(session)
        case _:
            return None


def look(session: Session) -> Predict:
    """What tells whether stories still say that the form must not validate: ``Proposal.unvalidated``."""
    return Predict(session.transcript, session.finished, session.begun)


def take(session: Session, given: Input) -> Session | None:
    """The session after an input about validation; ``None`` where it is none, or fits no such phase."""
    match session.phase, given:
        case JudgingValidation() as judged, Agreed(yes):
            contradicted = yes and judged.proposal.unvalidated
            return (
                session.at(FacingContradiction(judged)) if contradicted else _answered(session, judged, validates=yes)
            )
        case FacingContradiction(judged), Told(answer):
            return _contradiction_met(session, judged, answer)
        case LookingAgain(judged), Predicted(proposal):
            return _looked_again(session, judged, proposal)
        case _:
            return None


def _contradiction(stories: tuple[StoryPlace, ...]) -> Choose:
    count = "this story" if len(stories) == 1 else f"these {len(stories)} stories"
    choices = (
        Choice("They are removed: look again and go on", LOOK_AGAIN),
        Choice(f"Open {count}", OPEN),
        Choice(f"Remove {count} from the training data now", REMOVE),
        Choice("Go on all the same", GO_ON),
    )
    return Choose("Contradiction", _CONTRADICTION, choices, stories=stories)


def _contradiction_met(session: Session, judged: JudgingValidation, answer: str) -> Session:
    """The person went through the stories, or does not want to."""
    match answer:
        case str() if answer in {LOOK_AGAIN, OPEN, REMOVE, ""}:
            return session.at(LookingAgain(judged))
        case str() if answer == GO_ON:
            return _answered(session, judged, validates=True)
        case _:
            raise UnfitAnswerError("Answer with one of the choices.")


def _looked_again(session: Session, judged: JudgingValidation, proposal: Proposal) -> Session:
    """Policies were asked anew: the stories are gone, or some of them are still there."""
    again = replace(judged, proposal=replace(judged.proposal, unvalidated=proposal.unvalidated))
    if proposal.unvalidated:
        return session.at(FacingContradiction(again)).remarked("There are still stories that say so.")
    return _answered(session, again, validates=True).remarked("No story says so any more.")


def _answered(session: Session, judged: JudgingValidation, *, validates: bool) -> Session:
    running = Running(judged.action, judged.policy, judged.confidence)
    return session.at(running, LoopInterrupted(not validates))

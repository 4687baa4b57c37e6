"""From a message of the user to what it means: what is asked on the way, and what the answers make of it.

The words are those that authors know from Rasa (R1:core/training/interactive.py).
"""

from __future__ import annotations

from dataclasses import replace

from teachback.dialogue.domain import ACTION_LISTEN, Domain
from teachback.dialogue.transcript import BotRan, BotSaid, Button, Transcript, Understanding, UserSaid
from teachback.teaching.actions.outcome import Done, Failed, Outcome
from teachback.teaching.prompts import Choice, Choose, Confirm, Enter, Question
from teachback.teaching.session.corrected_messages import as_corrected
from teachback.teaching.session.inputs import Agreed, Filled, Input, Told, Understood, UnfitAnswerError
from teachback.teaching.session.phases import (
    ChoosingIntent,
    FillingSlots,
    Interpreting,
    JudgingMessage,
    Listening,
    MarkingEntities,
    Predicting,
)
from teachback.teaching.session.session import Session
from teachback.teaching.session.wishes import FillSlots, Understand, Wish
from teachback.teaching.understanding.commands import is_command
from teachback.teaching.understanding.corrections import corrected
from teachback.teaching.understanding.marking import UnreadableMarksError, marked


def ask(session: Session, domain: Domain) -> Question | Wish | None:
    """The question or wish of a phase that is about a message; ``None`` at any other."""
    match session.phase:
        case Listening():
            return Enter("Your input ->", suggestions=_buttons(session.conversation), example="/greet")
        case Interpreting(text):
            return Understand(text)
        case JudgingMessage(understood):
            return Confirm(_judgement(understood))
        case ChoosingIntent(understood):
            return _intents(understood, domain)
        case MarkingEntities(understood):
            return Enter(
                "Please mark the entities using [value](type) notation",
                initial=marked(understood),
                entity_types=tuple(sorted(domain.entities)),
            )
        case FillingSlots():
            return FillSlots(session.conversation, session.alone)
        case _:
            return None


def take(session: Session, given: Input, domain: Domain) -> Session | None:
    """The session after an input about a message; ``None`` where it is none, or fits no such phase."""
    match session.phase, given:
        case Listening(), Told(text):
            return _said(session, text, domain)
        case Interpreting(), Understood(understanding):
            return _understood(session, understanding, domain)
        case JudgingMessage(understanding), Agreed(yes):
            return _taken(session, understanding) if yes else session.at(ChoosingIntent(understanding))
        case ChoosingIntent(understanding), Told(name):
            return _intent_chosen(session, understanding, name, domain)
        case MarkingEntities(understanding), Told(text):
            return _entities_marked(session, understanding, text)
        case FillingSlots(), Filled(outcome):
            return _filled(session, outcome)
        case _:
            return None


def _judgement(understood: Understanding) -> str:
    if understood.intent is None:
        return f"The NLU classification for '{understood.text}' returned 'None', is this correct?"
    if understood.annotations:
        return (
            f"Is the intent '{understood.intent}' correct for '{marked(understood)}' and are all entities labeled "
            "correctly?"
        )
    return (
        f"Your NLU model classified '{understood.text}' with intent '{understood.intent}' and there are no entities, "
        "is this correct?"
    )


def _intents(understood: Understanding, domain: Domain) -> Choose:
    scores = {**dict.fromkeys(domain.intents, 0.0), **{each.name: each.confidence for each in understood.ranking}}
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    return Choose("Intent", "What intent is it?", tuple(Choice(name, name, scores[name]) for name in ranked), True)


def _buttons(transcript: Transcript) -> tuple[Choice, ...]:
    """The answers that the bot's last message offers (R1:core/training/interactive.py:_get_button_choice)."""
    for entry in reversed(transcript):
        match entry:
            case BotSaid(message):
                return tuple(_button(each) for each in (*message.buttons, *message.quick_replies))
            case BotRan() if entry.event.name == ACTION_LISTEN:
                continue
            case BotRan() | UserSaid():
                return ()
            case _:
                pass
    return ()


def _button(button: Button) -> Choice:
    return Choice(button.title, button.payload, detail=button.payload)


def _said(session: Session, text: str, domain: Domain) -> Session:
    """The user said something; it is to be understood, unless a person told already what it means."""
    said = text.strip()
    if not said:
        raise UnfitAnswerError("Type a message, or an intent such as /greet.")
    known = None if is_command(said, domain.dialect) else as_corrected(session, said)
    return session.at(Interpreting(said)) if known is None else session.at(JudgingMessage(known))


def _understood(session: Session, understanding: Understanding, domain: Domain) -> Session:
    """A command with an intent that exists needs no question; an intent that nobody understood must be named."""
    if understanding.intent is None or (
        is_command(understanding.text, domain.dialect) and understanding.intent not in domain.intents
    ):
        return session.at(ChoosingIntent(understanding))
    if is_command(understanding.text, domain.dialect):
        return _taken(session, understanding)
    return session.at(JudgingMessage(understanding))


def _intent_chosen(session: Session, understanding: Understanding, name: str, domain: Domain) -> Session:
    """The intent is known for certain; entities are next, where the message is no command."""
    intent = name.strip()
    if not intent or any(letter.isspace() for letter in intent) or "{" in intent:
        raise UnfitAnswerError("Please enter an intent name: one word, such as `ask_price`.")
    known = replace(understanding, intent=intent, confidence=1.0, ranking=())
    return (
        _taken(session, known) if is_command(understanding.text, domain.dialect) else session.at(MarkingEntities(known))
    )


def _entities_marked(session: Session, understanding: Understanding, text: str) -> Session:
    """The person has marked the entities of the message; what is not marked is none."""
    try:
        return _taken(session, corrected(understanding, text))
    except UnreadableMarksError as problem:
        raise UnfitAnswerError(str(problem)) from None


def _filled(session: Session, outcome: Outcome) -> Session:
    """Slots got their values from the message, or somebody says why not."""
    match outcome:
        case Done(entries, remarks):
            return session.at(Predicting(), *entries).informed(remarks)
        case Failed(problem):
            return session.at(Predicting()).remarked(problem)
        case _:
            return session.at(Predicting())


def _taken(session: Session, understanding: Understanding) -> Session:
    return session.at(FillingSlots(), UserSaid(understanding))

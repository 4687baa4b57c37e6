"""Stories in a line, ``greet: utter_greet | bye: utter_bye``, and what is learnt from them."""

from __future__ import annotations

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.dialogue.states import State
from teachback.policies.statistical.learner import Learner, learner_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import TrainingSet, collected, training_set
from teachback.policies.tables import Example

ACTIONS = ("action_never_used", "utter_greet", "utter_bye", "utter_help")
DOMAIN = Domain(Dialect.RASA3, actions=ACTIONS)


def examples(*stories: str) -> list[Example]:
    """The examples of stories such as ``greet: utter_greet | bye: utter_bye``."""
    found: list[Example] = []
    for number, story in enumerate(stories):
        states = [State()]
        found.append(Example("action_listen", "stories.md", number, None, tuple(states), predictable=True))
        for turn in story.split(" | "):
            intent, _, told = turn.partition(": ")
            states.append(heard(intent))
            for action in (*told.split(), "action_listen"):
                found.append(Example(action, "stories.md", number, 1, tuple(states), predictable=True))
                states.append(State(intent=intent, previous_action=action))
            states.pop()
    return found


def lessons_of(*stories: str, domain: Domain = DOMAIN, max_history: int | None = None) -> TrainingSet:
    return training_set(examples(*stories), domain, max_history)


def trained(*stories: str, domain: Domain = DOMAIN, max_history: int | None = None) -> Learner:
    lessons = lessons_of(*stories, domain=domain, max_history=max_history)
    return learner_of(train(lessons), lessons)


def heard(intent: str, loop: str | None = None) -> State:
    """The state in which the user has just spoken."""
    return State(intent=intent, previous_action="action_listen", loop=loop)


def asked(*intents: str) -> tuple[State, ...]:
    """A past in which the user said this and the bot did nothing but listen."""
    return (State(), *map(heard, intents))


def past(*told: str | State) -> tuple[State, ...]:
    """A past in words: the user says ``greet``, the bot does ``utter_…``, ``action_…`` and ``…_form``."""
    states, intent = [State()], None
    for each in told:
        if isinstance(each, State):
            states.append(each)
        elif each.startswith(("utter_", "action_")) or each.endswith("_form"):
            states.append(State(intent=intent, previous_action=each))
        else:
            intent = each
            states.append(heard(intent))
    return tuple(states)


def in_form(form: str, intent: str, *slots: str) -> State:
    """The state in which the user has just answered a form that has filled these slots."""
    return State(intent, slots=tuple((slot, (1.0,)) for slot in slots), previous_action="action_listen", loop=form)


TRANSFER, PAY = "transfer_form", "pay_form"

TWO_FORMS = collected(
    [
        (past("transfer"), TRANSFER),
        (past("pay"), PAY),
        (past("bye"), "utter_bye"),
        (past("transfer", TRANSFER, in_form(TRANSFER, "inform")), TRANSFER),
        (past("pay", PAY, in_form(PAY, "inform", "amount")), PAY),
        (past("pay", PAY, in_form(PAY, "chitchat", "amount")), "utter_ask_continue_pay"),
        (past("transfer", TRANSFER, in_form(TRANSFER, "chitchat")), "utter_ask_continue_transfer"),
    ],
    (
        "action_listen",
        TRANSFER,
        PAY,
        "utter_ask_continue_transfer",
        "utter_ask_continue_pay",
        "utter_bye",
        "utter_idle",
    ),
    (TRANSFER, PAY),
    distance=3,
)
"""Lessons with forms and slots: what runs when a form is wanted, answered and interrupted."""

"""The conversations of training against those that real Rasa put together: every event and every state, in order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import recorded

from teachback.dialogue.conversation import Conversation, Featurizer, applied
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import (
    ActionExecuted,
    ActionReverted,
    AllSlotsReset,
    Event,
    FollowupAction,
    LoopChanged,
    OtherEvent,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from teachback.dialogue.states import State
from teachback.dialogue.values import thaw

# docs/rasa-differences.md says why each of these is not the same.
DIFFERENT = {
    "rasa-1.10/42_two_checkpoints_in_a_cycle": "Rasa cuts cycles; every way through them is told here",
    "rasa-3.6/85_one_name_other_slots": recorded.GLUED,
}
DIFFERENT_STATES = {
    **DIFFERENT,
    "rasa-1.10/63_invalid_domain": "Rasa goes on with an empty domain",
    "rasa-3.6/72_invalid_domain": "Rasa goes on with an empty domain",
}

Told = tuple[str, tuple[str, ...]]
"""The name of a conversation, and its events or its states, one line each."""


def cases(*, but: dict[str, str]) -> list[str]:
    found = [*recorded.names("rasa-1.10", "validate_trackers"), *recorded.names("rasa-3.6", "validate_trackers")]
    return [name for name in found if name not in but]


@pytest.mark.parametrize("name", cases(but=DIFFERENT))
def test_the_same_events(name: str) -> None:
    case = recorded.open_case(name)
    line = line_of_1x if case.snapshot.dialect is Dialect.RASA1 else line_of_3x
    ours = [(each.name, tuple(line(event) for event in each.events)) for each in recorded.conversations(case)]
    theirs = [(each["name"], tuple(map(without_arguments, each["events"]))) for each in trackers(case)]
    assert sorted(ours) == sorted(theirs)


@pytest.mark.parametrize("name", cases(but=DIFFERENT_STATES))
def test_the_same_states(name: str) -> None:
    case = recorded.open_case(name)
    featurizer = case.tables.validation
    ours = [(each.name, tuple(states_along(each.events, featurizer))) for each in recorded.conversations(case)]
    theirs: list[Told] = [
        (each["name"], tuple(json.dumps(state, sort_keys=True) for state in each["states"])) for each in trackers(case)
    ]
    assert sorted(ours) == sorted(theirs)


def trackers(case: recorded.Case) -> list[dict[str, Any]]:
    return case.expected["validate_trackers"]["trackers"]


def states_along(events: Sequence[Event], featurizer: Featurizer) -> Iterator[str]:
    """The state before each action, and the one after the last event."""
    write = recorded.state_of_1x if featurizer.domain.dialect is Dialect.RASA1 else recorded.state_of_3x
    conversation = Conversation(featurizer)
    states: list[State] = []
    for event in applied(events):
        if isinstance(event, ActionExecuted):
            states.append(conversation.state())
        conversation.apply(event)
    for state in (*states, conversation.state()):
        yield json.dumps(write(state), sort_keys=True)


def without_arguments(line: str) -> str:
    """A recorded event without the things that no policy looks at."""
    return re.sub(r"^(ActionExecuted\(action: .*?), policy: .*\)$|^(FollowupAction\().*\)$", r"\1\2)", line)


def line_of_1x(event: Event) -> str:
    """An event as the recorder writes it for 1.10."""
    match event:
        case UserUttered(intent, entities):
            said = {mention.type: thaw(mention.value) for mention in entities}
            return f"UserUttered({intent}{json.dumps(said) if said else ''})"
        case ActionExecuted(name):
            return f"ActionExecuted(action: {name})"
        case SlotSet(slot, value):
            return f"SlotSet(key: {slot}, value: {thaw(value)})"
        case LoopChanged(loop):
            return f"Form({loop})"
        case _:
            return plain_line(event)


def line_of_3x(event: Event) -> str:
    """An event as the recorder writes it for 3.6, whose slots are not named there."""
    match event:
        case UserUttered(intent, entities, text):
            types = [mention.type for mention in entities]
            return f"UserUttered({intent or repr(text)}{json.dumps(types) if types else ''})"
        case ActionExecuted(name):
            return name
        case SlotSet():
            return "SlotSet()"
        case LoopChanged(loop):
            return f"Loop({loop})"
        case _:
            return plain_line(event)


def plain_line(event: Event) -> str:
    """An event without arguments."""
    match event:
        case ActionReverted():
            return "ActionReverted()"
        case UserUtteranceReverted():
            return "UserUtteranceReverted()"
        case Restarted():
            return "Restarted()"
        case AllSlotsReset():
            return "AllSlotsReset()"
        case FollowupAction():
            return "FollowupAction()"
        case OtherEvent(name):
            return {"pause": "ConversationPaused()", "resume": "ConversationResumed()"}[name]
        case _:
            raise AssertionError(event)

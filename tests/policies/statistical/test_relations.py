"""What holds between a window and actions."""

from collections.abc import Mapping

import pytest
from short_stories import PAY, TRANSFER, TWO_FORMS, heard, in_form, past

from teachback.dialogue.states import State
from teachback.policies.statistical.actions import Actions
from teachback.policies.statistical.relations import RELATIONS, Relations
from teachback.policies.statistical.view import view_of


def related(*states: State) -> Mapping[str, Mapping[str, float]]:
    """Which actions stand in which relation to these states, and how much."""
    actions = TWO_FORMS.actions
    found = Relations(Actions(actions, TWO_FORMS.loops)).of(view_of(states))
    assert len({relation for relation, _, _ in found}) == len(found)
    return {
        RELATIONS[relation]: {actions[number]: float(degree) for number, degree in zip(numbers, degrees, strict=True)}
        for relation, numbers, degrees in found
    }


RESPONSES = {name: 1.0 for name in TWO_FORMS.actions if name.startswith("utter_")}
LOOPS = {TRANSFER: 1.0, PAY: 1.0}


def test_after_a_message_the_bot_mostly_answers() -> None:
    assert related(heard("unheard")) == {
        "is what usually follows listen": RESPONSES,
        "is a loop after listen": LOOPS,
    }


def test_after_a_response_it_mostly_listens() -> None:
    assert related(*past("unheard", "utter_idle")) == {
        "going on: ran in this turn": {"utter_idle": 1.0},
        "going on: resembles the bot's last action": {"utter_idle": 2.0},
        "is the bot's last action": {"utter_idle": 1.0},
        "is what usually follows response": {"action_listen": 1.0},
        "is a loop after response": LOOPS,
    }


def test_an_answer_to_a_form() -> None:
    found = related(*past("pay", PAY, in_form(PAY, "bye")))
    assert found["answering: is the active loop"] == {PAY: 1.0}
    assert found["answering: ran before"] == {PAY: 1.0}
    assert found["answering: resembles what the user said"] == {"utter_bye": 2.0}
    assert found["is the bot's last action"] == {PAY: 1.0}
    assert set(found["answering: resembles the active loop"]) == {PAY, TRANSFER, "utter_ask_continue_pay"}
    assert found["answering: resembles the active loop"][PAY] == 2.0
    assert "is the active loop, which ran just now" not in found


def test_a_form_that_ran_just_now() -> None:
    found = related(State("pay", previous_action=PAY, loop=PAY))
    assert found["is the active loop, which ran just now"] == {PAY: 1.0}
    assert found["is what usually follows loop"] == {"action_listen": 1.0}


def test_a_set_slot_weighs_half_of_a_name() -> None:
    found = related(in_form("lost_form", "unheard", "idle"))
    assert found["answering: resembles the slots that are set"] == pytest.approx({"utter_idle": 1.0})


def test_nothing_holds_at_the_beginning() -> None:
    assert related() == {}

"""Who plays which part."""

from collections.abc import Mapping

from short_stories import PAY, TRANSFER, TWO_FORMS, heard, in_form, past

from teachback.dialogue.states import State
from teachback.policies.statistical.actions import Actions
from teachback.policies.statistical.roles import Role, Roles, roles_with
from teachback.policies.statistical.templates import templates_of
from teachback.policies.statistical.view import view_of

TEMPLATES = templates_of(TWO_FORMS.actions, TWO_FORMS.loops)
ASK_CONTINUE = ("ask", "continue", "utter")


def cast(*states: State) -> Mapping[Role, str]:
    """Who plays which part after these states."""
    roles = Roles(Actions(TWO_FORMS.actions, TWO_FORMS.loops), frozenset(TWO_FORMS.loops), TEMPLATES)
    parts = roles_with(TEMPLATES)
    return {parts[part]: TWO_FORMS.actions[action] for part, action in roles.of(view_of(states))}


def test_the_form_of_a_question_is_the_active_one() -> None:
    assert cast(in_form(TRANSFER, "chitchat")) == {
        "the active loop": TRANSFER,
        ("active", ASK_CONTINUE): "utter_ask_continue_transfer",
    }


def test_a_form_that_another_has_displaced_is_still_there() -> None:
    found = cast(in_form(PAY, "chitchat"), in_form(TRANSFER, "inform"))
    assert found["the active loop"] == TRANSFER
    assert found["another loop"] == PAY
    assert found["active", ASK_CONTINUE] == "utter_ask_continue_transfer"
    assert found["before", ASK_CONTINUE] == "utter_ask_continue_pay"


def test_a_form_that_has_ended_ran_last() -> None:
    assert cast(*past("pay", PAY, "thanks")) == {
        "the loop that ran last": PAY,
        ("before", ASK_CONTINUE): "utter_ask_continue_pay",
        "the same again": PAY,
    }


def test_the_last_thing_the_bot_said_may_be_said_again() -> None:
    assert cast(*past("hello", "utter_idle", "hello")) == {"the same again": "utter_idle"}


def test_an_intent_has_a_namesake_only_while_the_bot_answers() -> None:
    assert cast(heard("bye")) == {"the intent's namesake": "utter_bye"}
    assert cast(*past("bye", "utter_idle")) == {}


def test_an_action_that_the_domain_does_not_have_plays_no_part() -> None:
    assert cast(in_form("lost_form", "unheard")) == {}


def test_parts_without_templates_are_the_same_everywhere() -> None:
    assert roles_with(TEMPLATES)[:5] == roles_with(())

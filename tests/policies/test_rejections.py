"""Stories as a running bot would have lived them."""

from __future__ import annotations

from teachback.dialogue.events import ActionExecuted, ActionRejected, Event, LoopChanged, LoopInterrupted, UserUttered
from teachback.policies.rejections import with_rejections

FORM = ActionExecuted("table_form")
LISTEN = ActionExecuted("action_listen")
STOP = UserUttered("stop")
ACTIVE = LoopChanged("table_form")


def test_a_form_that_the_story_leaves_has_refused_to_run() -> None:
    told: list[Event] = [FORM, ACTIVE, LISTEN, STOP, ActionExecuted("utter_ask_continue"), LISTEN, STOP, FORM]
    lived = [*told[:4], ActionRejected("table_form"), *told[4:-1], LoopInterrupted(True), FORM]
    assert with_rejections(told) == lived


def test_a_form_that_has_not_refused_reads_the_answer() -> None:
    told: list[Event] = [FORM, ACTIVE, LISTEN, STOP, FORM, LISTEN, STOP, FORM]
    assert with_rejections(told) == told


def test_a_form_that_ran_again_can_refuse_again() -> None:
    aside: list[Event] = [LISTEN, STOP, ActionExecuted("utter_chitchat"), FORM]
    lived = with_rejections([FORM, ACTIVE, *aside, *aside])
    assert lived.count(ActionRejected("table_form")) == 2


def test_what_a_story_tells_of_rejections_is_not_told_twice() -> None:
    told: list[Event] = [FORM, ACTIVE, LISTEN, STOP, ActionRejected("table_form"), ActionExecuted("utter_chitchat")]
    assert with_rejections(told) == told


def test_nothing_is_refused_outside_of_forms_or_before_the_user_speaks() -> None:
    told: list[Event] = [LISTEN, STOP, FORM, ACTIVE, ActionExecuted("utter_wait"), LoopChanged(None), LISTEN, STOP,
                         ActionExecuted("utter_bye")]  # fmt: skip
    assert with_rejections(told) == told

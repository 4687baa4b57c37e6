"""Where a conversation stands after what happened in it (the rest is in the recorded cases)."""

from __future__ import annotations

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Slot
from teachback.dialogue.events import (
    ActionExecuted,
    ActionRejected,
    ActionReverted,
    AllSlotsReset,
    FollowupAction,
    LoopChanged,
    LoopInterrupted,
    OtherEvent,
    Restarted,
    SlotSet,
)
from teachback.dialogue.transcript import BotRan, Entry, Understanding, UserSaid
from teachback.teaching.actions.standing import ActiveLoop, Standing, standing_after

SLOTS = (Slot("name", "text", initial_value="nobody"), Slot("tags", "list"))
HELLO = Understanding("hello", "greet")
SAID = UserSaid(HELLO)


def ran(name: str) -> BotRan:
    return BotRan(ActionExecuted(name))


def standing(*entries: Entry, dialect: Dialect = Dialect.RASA3) -> Standing:
    return standing_after(entries, Domain(dialect, slots=SLOTS))


def test_a_loop_remembers_what_brought_it_about_and_how_it_fares() -> None:
    active = (SAID, ran("form"), LoopChanged("form"))
    assert standing(*active).loop == ActiveLoop("form", trigger=HELLO)
    rejected = (*active, ran("action_listen"), SAID, ActionRejected("form"))
    assert standing(*rejected).loop == ActiveLoop("form", rejected=True, trigger=HELLO)
    interrupted = (*rejected, ran("utter_x"), LoopInterrupted(interrupted=True))
    assert standing(*interrupted).loop == ActiveLoop("form", interrupted=True, rejected=True, trigger=HELLO)
    assert standing(*interrupted, ran("form")).loop == ActiveLoop("form", trigger=HELLO)
    assert standing(*interrupted, LoopChanged(None)).loop is None


def test_a_rejection_of_something_else_is_no_concern_of_the_loop() -> None:
    assert standing(LoopChanged("form"), ActionRejected("action_x")).loop == ActiveLoop("form")


def test_slots_start_with_their_initial_values_and_lists_hold_what_they_get() -> None:
    assert dict(standing().slots) == {"name": "nobody", "tags": None}
    changed = standing(SlotSet("name", "ann"), SlotSet("tags", "x"), SlotSet("unheard of", 1))
    assert dict(changed.slots) == {"name": "ann", "tags": ("x",)}
    assert standing(SlotSet("tags", "x"), dialect=Dialect.RASA1).slots["tags"] == "x"
    assert standing(SlotSet("name", "ann"), AllSlotsReset()).slots["name"] == "nobody"


def test_what_must_come_next() -> None:
    assert standing(ran("action_listen"), FollowupAction("utter_x")).followup == "utter_x"
    assert standing(ran("action_listen"), FollowupAction("utter_x"), SAID).followup is None
    assert standing(SAID, Restarted()).followup == "action_session_start"
    assert standing(SAID, Restarted(), dialect=Dialect.RASA1).followup == "action_listen"


def test_a_restart_forgets_everything() -> None:
    assert standing(SAID, LoopChanged("form"), SlotSet("name", "ann"), Restarted(session=True)) == Standing(
        {"name": "nobody", "tags": None}, followup="action_listen"
    )


def test_an_undone_action_takes_its_events_along() -> None:
    undone = standing(ran("action_listen"), SAID, ran("action_x"), SlotSet("name", "ann"), ActionReverted())
    assert undone.slots["name"] == "nobody"
    assert undone.latest_action == "action_listen"


def test_a_conversation_may_be_paused() -> None:
    assert standing(OtherEvent("pause")).paused
    assert not standing(OtherEvent("pause"), OtherEvent("resume")).paused

"""Forms of 1.x without an action server, as stories and responses show them."""

from __future__ import annotations

from pathlib import Path

from action_talks import LISTENS, after, bot_with, said, texts
from teachback.dialogue.events import ActionExecuted, ActionRejected, LoopChanged, LoopInterrupted, SlotSet
from teachback.dialogue.transcript import BotMessage, BotRan, BotSaid
from teachback.teaching.actions.outcome import Done, Rejected, Unknown

BOT = """\
=== domain.yml
intents: [request, inform, affirm, deny, stop]
entities: [cuisine, people]
slots:
  cuisine: {type: unfeaturized, auto_fill: false}
  people: {type: unfeaturized, auto_fill: false}
  outdoor: {type: unfeaturized}
  feedback: {type: unfeaturized}
  unasked: {type: unfeaturized}
  requested_slot: {type: unfeaturized}
responses:
  utter_ask_cuisine: [{text: "which cuisine?"}]
  utter_ask_people: [{text: "how many for {cuisine}?"}]
  utter_ask_outdoor: [{text: "outside?"}]
  utter_ask_feedback: [{text: "and?"}]
  utter_ask_continue: [{text: "go on?"}]
forms: [restaurant_form, other_form]
=== data/stories.md
## table
* request
    - restaurant_form
    - form{"name": "restaurant_form"}
    - slot{"requested_slot": "cuisine"}
* form: inform{"cuisine": "thai"}
    - slot{"cuisine": "thai"}
    - slot{"unasked": 1}
    - slot{"requested_slot": "people"}
* form: inform{"people": "4"}
    - form: restaurant_form
    - slot{"people": "4"}
    - slot{"requested_slot": "outdoor"}
* form: affirm
    - form: restaurant_form
    - slot{"outdoor": true}
    - slot{"requested_slot": "feedback"}
* form: inform
    - form: restaurant_form
    - slot{"feedback": "great"}
    - form{"name": null}
    - slot{"requested_slot": null}
    - slot{"outdoor": "after the form"}

## another
* request
    - restaurant_form
    - form{"name": "restaurant_form"}
* form: deny
    - form: restaurant_form
    - slot{"outdoor": false}
* form: inform
    - form: restaurant_form
    - slot{"feedback": "poor"}
    - form{"name": null}
"""


REMARK = (
    "restaurant_form runs as stories and responses show it, without its own code: "
    "it asks for cuisine, people, outdoor, feedback."
)


def test_the_question_comes_before_the_events_as_a_server_answers(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT)
    outcome = actions.run("restaurant_form", after(actions, said("a table", "request")))
    assert outcome == Done(
        (
            BotSaid(BotMessage("which cuisine?")),
            LoopChanged("restaurant_form"),
            SlotSet("requested_slot", "cuisine"),
        ),
        (REMARK,),
    )


def test_entities_intents_and_texts_fill_the_form_to_its_end(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT)
    talk = after(actions, said("a table for 4", "request", people="4"), "restaurant_form")
    assert talk[-4:] == (
        BotSaid(BotMessage("which cuisine?")),
        LoopChanged("restaurant_form"),
        SlotSet("people", "4"),
        SlotSet("requested_slot", "cuisine"),
    )
    talk = after(actions, said("thai", "inform", cuisine="thai"), "restaurant_form", start=talk)
    assert talk[-3:] == (
        BotSaid(BotMessage("outside?")),
        SlotSet("cuisine", "thai"),
        SlotSet("requested_slot", "outdoor"),
    )
    talk = after(actions, said("no", "deny"), "restaurant_form", start=talk)
    assert talk[-3:] == (
        BotSaid(BotMessage("and?")),
        SlotSet("outdoor", value=False),
        SlotSet("requested_slot", "feedback"),
    )
    talk = after(actions, said("so so", "inform"), "restaurant_form", start=talk)
    assert talk[-3:] == (SlotSet("feedback", "so so"), LoopChanged(None), SlotSet("requested_slot", None))


def test_an_entity_of_another_name_fills_the_slot_that_stories_fill_from_it(tmp_path: Path) -> None:
    text = BOT.replace('inform{"people": "4"}', 'inform{"number": "4"}').replace(
        "[cuisine, people]", "[cuisine, number]"
    )
    actions = bot_with(tmp_path, text)
    talk = after(actions, said("a table", "request"), "restaurant_form", said("thai", "inform", cuisine="thai"))
    talk = after(actions, "restaurant_form", said("we are 7", "inform", number="7"), "restaurant_form", start=talk)
    assert talk[-2:] == (SlotSet("people", "7"), SlotSet("requested_slot", "outdoor"))


def test_a_question_is_filled_with_what_was_just_answered(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT)
    talk = after(actions, said("a table", "request"), "restaurant_form", said("thai", "inform", cuisine="thai"))
    outcome = actions.run("restaurant_form", talk)
    assert isinstance(outcome, Done)
    assert texts(outcome.entries) == ["how many for thai?"]
    assert outcome.remarks == ()


def test_an_answer_that_fills_nothing_is_rejected(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT)
    talk = after(actions, said("a table", "request"), "restaurant_form", said("stop", "stop"))
    rejected = Rejected("restaurant_form cannot read cuisine out of the answer.")
    assert actions.run("restaurant_form", talk) == rejected


def test_after_an_unhappy_path_the_form_asks_again(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT)
    talk = after(actions, said("a table", "request"), "restaurant_form", said("stop", "stop"))
    unhappy = (ActionRejected("restaurant_form"), BotRan(ActionExecuted("utter_ask_continue")), LISTENS)
    back = after(actions, said("yes", "affirm"), start=(*talk, *unhappy))
    again = (BotSaid(BotMessage("which cuisine?")), SlotSet("requested_slot", "cuisine"))
    assert actions.run("restaurant_form", (*back, LoopInterrupted(interrupted=True))) == Done(again)


def test_a_form_that_nothing_is_known_of_cannot_run(tmp_path: Path) -> None:
    assert bot_with(tmp_path, BOT).run("other_form", ()) == Unknown(
        "other_form is the author's own, and there is no action server to run it.", ()
    )


def test_the_only_form_asks_what_there_are_questions_for(tmp_path: Path) -> None:
    text = BOT[: BOT.index("=== data/stories.md")].replace(", other_form", "") + "=== data/stories.md\n## s\n* stop\n"
    outcome = bot_with(tmp_path, text).run("restaurant_form", (LISTENS,))
    assert isinstance(outcome, Done)
    assert outcome.remarks == (REMARK,)

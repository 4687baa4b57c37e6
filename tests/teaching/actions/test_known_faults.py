"""Faults that people reported of Rasa's own interactive learning, and that are not to come back here."""

from __future__ import annotations

from pathlib import Path

from action_talks import LISTENS, after, bot_with, said, texts
from teachback.dialogue.events import ActionExecuted, ActionRejected, LoopChanged, SlotSet, UserUtteranceReverted
from teachback.dialogue.transcript import BotRan
from teachback.teaching.actions.outcome import Done, Failed

BOT = """\
=== domain.yml
version: "3.1"
intents: [request, inform, stop]
entities: [cuisine]
slots:
  cuisine:
    type: text
    mappings:
    - type: from_entity
      entity: cuisine
      conditions: [{active_loop: table_form}]
forms:
  table_form: {required_slots: [cuisine]}
actions: [action_book]
responses:
  utter_ask_cuisine: [{text: "which cuisine?"}]
  utter_ask_continue: [{text: "go on?"}]
=== config.yml
policies: [{name: RulePolicy}]
=== data/stories.yml
version: "3.1"
"""


def test_a_corrected_message_fills_the_slots_of_its_entities(tmp_path: Path) -> None:
    """R3:core/training/interactive.py takes the wrong slots back and never fills the right ones; the form rejects."""
    actions = bot_with(tmp_path, BOT)
    wrong = after(actions, said("a table", "request"), "table_form", said("Thai", "stop"))
    corrected = after(actions, said("Thai", "inform", cuisine="Thai"), start=(*wrong, UserUtteranceReverted()))
    assert corrected[-1] == SlotSet("cuisine", "Thai")
    assert actions.run("table_form", corrected) == Done((SlotSet("requested_slot", None), LoopChanged(None)))


def test_another_action_may_be_chosen_inside_a_form_without_an_action_server(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT)
    inside = after(actions, said("a table", "request"), "table_form", said("stop", "stop"))
    unhappy = after(actions, "utter_ask_continue", start=(*inside, ActionRejected("table_form")))
    assert texts(unhappy) == ["which cuisine?", "go on?"]
    assert texts(after(actions, "action_deactivate_loop", start=unhappy)) == ["which cuisine?", "go on?"]


def test_an_action_server_that_is_down_leaves_no_action_without_its_events(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT, "  url: http://localhost:1/webhook\n")
    assert isinstance(actions.run("action_book", (LISTENS,)), Failed)
    assert isinstance(actions.run("table_form", (LISTENS, said("a table", "request"))), Done)


def test_going_back_keeps_what_was_said_before(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT)
    talk = after(actions, said("a table", "request"), "table_form", said("Thai", "inform", cuisine="Thai"))
    taken_back = (*talk, BotRan(ActionExecuted("action_default_fallback")), UserUtteranceReverted())
    standing = actions.bot.standing(taken_back)
    assert standing.loop_name == "table_form"
    assert standing.slots["cuisine"] is None

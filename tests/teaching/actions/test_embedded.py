"""What an action does without an action server, and what is offered where that is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from action_talks import after, bot_with, said, texts
from teachback.dialogue.events import ActionExecuted, LoopChanged, SlotSet
from teachback.dialogue.transcript import BotRan, BotSaid
from teachback.teaching.actions.outcome import Done, Unknown

BOT_1X = """\
=== domain.yml
intents: [greet, bye, faq]
entities: [name]
slots:
  name: {type: text}
actions: [action_search, action_restart]
responses:
  utter_greet: [{text: "hello {name}"}]
  utter_faq/price: [{text: "ten"}]
  utter_faq/place: [{text: "here"}]
=== data/stories.md
## one
* greet
    - action_search
    - slot{"name": "ann"}
    - utter_greet

## two
* greet
    - action_search
    - slot{"name": "bob"}

## three
* bye
    - action_search
    - slot{"name": "bob"}
* bye
    - action_search
"""


def test_events_that_stories_show_are_offered_most_frequent_first(tmp_path: Path) -> None:
    assert bot_with(tmp_path, BOT_1X).run("action_search", ()) == Unknown(
        "action_search is the author's own, and there is no action server to run it.",
        ((SlotSet("name", "bob"),), (SlotSet("name", "ann"),), ()),
    )


def test_an_action_that_nobody_has_heard_of_is_offered_nothing(tmp_path: Path) -> None:
    outcome = bot_with(tmp_path, BOT_1X).run("action_new", ())
    assert isinstance(outcome, Unknown)
    assert outcome.offered == ()


def test_a_new_response_says_nothing_yet(tmp_path: Path) -> None:
    assert bot_with(tmp_path, BOT_1X).run("utter_new", ()) == Done(
        (), ("utter_new has no text here: nothing is said.",)
    )


def test_the_authors_own_version_of_a_default_action_goes_first(tmp_path: Path) -> None:
    assert isinstance(bot_with(tmp_path, BOT_1X).run("action_restart", ()), Unknown)


def test_a_retrieval_action_answers_the_intent_that_was_understood(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT_1X)
    for intent, answer in {"faq/place": "here", "faq/price": "ten", "faq": "ten"}.items():
        outcome = actions.run("utter_faq", after(actions, said("?", intent)))
        assert isinstance(outcome, Done)
        assert texts(outcome.entries) == [answer]


def test_entities_fill_the_slots_of_their_name(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT_1X)
    talk = after(actions, said("I am Ann", "greet", name="Ann"), "utter_greet")
    assert talk[-3] == SlotSet("name", "Ann")
    assert texts(talk) == ["hello Ann"]


BOT_2X = """\
=== domain.yml
version: "2.0"
intents: [book, inform]
entities: [city, tag]
slots:
  city: {type: text}
  tag: {type: text, auto_fill: false}
  note: {type: text}
forms:
  trip_form:
    required_slots:
      city: [{type: from_entity, entity: city}]
      note: [{type: from_text, not_intent: book}]
responses:
  utter_ask_city: [{text: "to where?"}]
  utter_ask_note: [{text: "a note?"}]
=== config.yml
policies: [{name: RulePolicy}]
=== data/stories.yml
version: "2.0"
"""


def test_a_form_of_2x_runs_as_if_it_were_migrated(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT_2X)
    talk = after(actions, said("a trip", "book"), "trip_form", said("Rome x", "inform", city="Rome", tag="x"))
    assert SlotSet("city", "Rome") in talk
    assert SlotSet("tag", "x") not in talk
    talk = after(actions, "trip_form", start=talk)
    assert texts(talk) == ["to where?", "a note?"]
    assert after(actions, said("none", "inform"), "trip_form", start=talk)[-1] == LoopChanged(None)


def test_a_form_of_no_slots_ends_at_once(tmp_path: Path) -> None:
    text = BOT_2X.replace("required_slots:", "required_slots: []", 1)
    text = "\n".join(line for line in text.splitlines() if "[{type: from_" not in line) + "\n"
    outcome = bot_with(tmp_path, text).run("trip_form", (BotRan(ActionExecuted("action_listen")),))
    assert outcome == Done((LoopChanged("trip_form"), SlotSet("requested_slot", None), LoopChanged(None)))


def test_2x_knows_a_default_action_by_its_old_name(tmp_path: Path) -> None:
    outcome = bot_with(tmp_path, BOT_2X).run("action_deactivate_form", ())
    assert outcome == Done((LoopChanged(None), SlotSet("requested_slot", None)))


@pytest.mark.parametrize("action", ["action_listen", "action_unlikely_intent"])
def test_nothing_happens(tmp_path: Path, action: str) -> None:
    assert bot_with(tmp_path, BOT_2X).run(action, ()) == Done(())


def test_a_bot_text_is_said(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT_2X.replace("responses:", 'e2e_actions: ["Bye!"]\nresponses:'))
    outcome = actions.run("Bye!", ())
    assert isinstance(outcome, Done)
    assert [type(entry) for entry in outcome.entries] == [BotSaid]
    assert texts(outcome.entries) == ["Bye!"]

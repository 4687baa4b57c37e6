"""Actions on a real action server: `rasa_sdk`, started for these tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from action_talks import after, bot_with, said, texts
from teachback.dialogue.events import ActionExecuted, FollowupAction, LoopChanged, OtherEvent, SlotSet
from teachback.dialogue.transcript import BotMessage, BotRan, BotSaid, Button, Transcript
from teachback.teaching.actions.embedded import EmbeddedActions
from teachback.teaching.actions.outcome import Done, Failed, Rejected, Unknown
from teachback.teaching.actions.server.asking import Patience

BOT = """\
=== domain.yml
version: "3.1"
intents: [request, inform, stop]
entities: [cuisine, number]
slots:
  cuisine:
    type: text
    mappings: [{type: from_entity, entity: cuisine}]
  people:
    type: any
    mappings: [{type: from_entity, entity: number}]
  weather:
    type: text
    mappings: [{type: custom, action: action_weather}]
forms:
  restaurant_form:
    required_slots: [cuisine, people]
actions:
- action_echo
- action_book
- action_refuse
- action_break
- action_dawdle
- action_ask_people
- action_weather
- validate_restaurant_form
- action_nobody_wrote
responses:
  utter_booked:
  - text: "booked for {number}, {cuisine}"
    buttons: [{title: fine, payload: /inform}]
  utter_ask_cuisine: [{text: "which cuisine?"}]
=== config.yml
policies: [{name: RulePolicy}]
=== data/stories.yml
version: "3.1"
stories:
- story: nobody
  steps:
  - intent: request
  - action: action_nobody_wrote
  - slot_was_set: [{cuisine: thai}]
"""


FORMS = {"restaurant_form": {"required_slots": ["cuisine", "people"]}}


def bot(
    tmp_path: Path, webhook: str, settings: str = "", patience: Patience | None = None, **env: str
) -> EmbeddedActions:
    return bot_with(tmp_path, BOT, f"  url: {webhook}\n{settings}", env, patience)


def sent(actions: EmbeddedActions, transcript: Transcript) -> dict[str, Any]:
    """What ``action_echo`` was sent."""
    outcome = actions.run("action_echo", transcript)
    assert isinstance(outcome, Done), outcome
    (entry,) = outcome.entries
    assert isinstance(entry, BotSaid)
    assert entry.message.custom is not None
    return json.loads(str(dict(entry.message.custom.items)["sent"]))


def test_messages_come_before_events_and_what_nobody_knows_is_told(tmp_path: Path, webhook: str) -> None:
    actions = bot(tmp_path, webhook)
    outcome = actions.run("action_book", after(actions, said("indian for 2", "request", cuisine="indian", number="2")))
    assert outcome == Done(
        (
            BotSaid(BotMessage("booked for 7, indian", (Button("fine", "/inform"),))),
            BotSaid(BotMessage("anything else?", (Button("no", "/deny"),))),
            BotSaid(BotMessage(image="http://localhost/table.png", attachment="http://localhost/table.png")),
            SlotSet("cuisine", "thai"),
            OtherEvent("mystery"),
            FollowupAction("utter_booked"),
        ),
        (
            "The action server sent an event “mystery”, which Rasa does not know. It changes nothing.",
            "Event 3 of the action server's answer is left out: `name` is missing.",
            "The action server wants utter_nowhere said, for which the domain has no text.",
        ),
    )


def test_the_server_is_sent_the_whole_conversation(tmp_path: Path, webhook: str) -> None:
    actions = bot(tmp_path, webhook)
    told = sent(
        actions,
        after(actions, said("a table", "request"), "restaurant_form", said("Thai please", "inform", cuisine="Thai")),
    )
    assert told["slots"] | {} == {
        "cuisine": "Thai",
        "people": None,
        "weather": None,
        "requested_slot": "cuisine",
        "session_started_metadata": None,
    }
    assert told["said"] == {
        "intent": {"name": "inform", "confidence": 1.0},
        "entities": [{"entity": "cuisine", "value": "Thai", "start": 0, "end": 4}],
        "intent_ranking": [],
        "text": "Thai please",
        "message_id": None,
        "metadata": {},
    }
    assert told["loop"]["name"] == "restaurant_form"
    assert told["loop"]["trigger_message"]["text"] == "a table"
    assert (told["loop"]["is_interrupted"], told["loop"]["rejected"]) == (False, False)
    assert told["latest_action"] == "action_listen"
    assert told["events"] == ["action", "user", "action", "active_loop", "slot", "bot", "action", "user", "slot"]
    assert told["times"] == sorted(told["times"])
    assert told["bot"] == ["which cuisine?"]
    assert told["forms"] == FORMS


def test_a_compressed_question_is_understood(tmp_path: Path, webhook: str) -> None:
    assert sent(bot(tmp_path, webhook, COMPRESS_ACTION_SERVER_REQUEST="true"), ())["events"] == []


def test_a_domain_that_goes_selectively_is_sent_when_the_server_asks_for_it(tmp_path: Path, webhook: str) -> None:
    assert sent(bot(tmp_path, webhook, "  enable_selective_domain: true\n"), ())["forms"] == FORMS


def test_an_action_that_refuses_is_rejected(tmp_path: Path, webhook: str) -> None:
    assert bot(tmp_path, webhook).run("action_refuse", ()) == Rejected("not today")


def test_an_action_that_breaks_fails_in_words(tmp_path: Path, webhook: str) -> None:
    assert bot(tmp_path, webhook).run("action_break", ()) == Failed(
        f"action_break failed on the action server at {webhook} (HTTP 500): no table left. Look at its log."
    )


def test_an_action_that_never_ends_is_given_up(tmp_path: Path, webhook: str) -> None:
    assert bot(tmp_path, webhook, patience=Patience(0.5)).run("action_dawdle", ()) == Failed(
        f"action_dawdle could not run. The action server at {webhook} did not answer within 0.5 seconds. "
        "Look at its log, or allow it more time."
    )


def test_a_person_who_has_had_enough_waits_no_longer(tmp_path: Path, webhook: str) -> None:
    impatient = Patience(60.0, cancelled=lambda: True)
    outcome = bot(tmp_path, webhook, patience=impatient).run("action_dawdle", ())
    assert outcome == Failed(
        f"action_dawdle could not run. The action server at {webhook} was given up before it answered."
    )


def test_an_action_that_the_server_does_not_know_is_offered_as_stories_show_it(tmp_path: Path, webhook: str) -> None:
    assert bot(tmp_path, webhook).run("action_nobody_wrote", ()) == Unknown(
        f"The action server at {webhook} knows no action_nobody_wrote. Register it there, and start the server anew.",
        ((SlotSet("cuisine", "thai"),),),
    )


def test_another_path_of_the_server_is_not_its_webhook(tmp_path: Path, webhook: str) -> None:
    wrong = webhook.replace("/webhook", "/hook")
    outcome = bot(tmp_path, wrong).run("action_echo", ())
    assert outcome == Failed(
        f"action_echo failed on the action server at {wrong} (HTTP 500): Requested URL /hook not found. "
        "Its address in endpoints.yml should end with /webhook."
    )


def test_a_form_lets_the_server_validate_and_ask(tmp_path: Path, webhook: str) -> None:
    actions = bot(tmp_path, webhook)
    started = after(actions, said("a table", "request"), "restaurant_form")
    assert started[-3:] == (LoopChanged("restaurant_form"), SlotSet("requested_slot", "cuisine"), started[-1])
    refused = after(actions, said("Swedish", "inform", cuisine="Swedish"), "restaurant_form", start=started)
    assert texts(refused[len(started) :]) == ["no Swedish here", "which cuisine?"]
    assert SlotSet("cuisine", None) in refused
    accepted = after(actions, said("THAI", "inform", cuisine="THAI"), "restaurant_form", start=refused)
    assert accepted[-3:] == (
        SlotSet("cuisine", "thai"),
        SlotSet("requested_slot", "people"),
        BotSaid(BotMessage("how many for thai?")),
    )
    done = after(actions, said("for 4", "inform", number="4"), "restaurant_form", start=accepted)
    assert done[-2:] == (SlotSet("requested_slot", None), LoopChanged(None))


def test_a_form_runs_without_a_validation_that_the_server_does_not_know(tmp_path: Path, webhook: str) -> None:
    text = BOT.replace("restaurant_form", "table_form")
    actions = bot_with(tmp_path, text, f"  url: {webhook}\n")
    outcome = actions.run("table_form", after(actions, said("a table", "request")))
    assert isinstance(outcome, Done)
    assert texts(outcome.entries) == ["which cuisine?"]
    (remark,) = outcome.remarks
    assert remark.startswith("table_form runs without its validation.")
    assert f"The action server at {webhook} knows no validate_table_form." in remark


def test_an_answer_that_the_form_cannot_read_is_rejected(tmp_path: Path, webhook: str) -> None:
    actions = bot(tmp_path, webhook)
    transcript = after(actions, said("a table", "request"), "restaurant_form", said("stop", "stop"))
    assert actions.run("restaurant_form", transcript) == Rejected(
        "restaurant_form cannot read cuisine out of the answer."
    )


def test_a_custom_mapping_asks_the_server(tmp_path: Path, webhook: str) -> None:
    actions = bot(tmp_path, webhook)
    assert after(actions, said("is there sun", "inform"))[-1] == SlotSet("weather", "sun")


def test_without_a_server_a_form_runs_and_says_what_is_missing(tmp_path: Path) -> None:
    actions = bot_with(tmp_path, BOT)
    transcript = after(actions, said("Swedish", "request", cuisine="Swedish"))
    outcome = actions.run("restaurant_form", transcript)
    assert isinstance(outcome, Done)
    assert outcome.entries == (
        LoopChanged("restaurant_form"),
        SlotSet("cuisine", "Swedish"),
        SlotSet("requested_slot", "people"),
    )
    assert [remark.split(".")[0] for remark in outcome.remarks] == [
        "action_weather sets no slots now",
        "restaurant_form runs without its validation",
        "action_ask_people asks for people, but cannot run here",
    ]


def test_opening_a_project_and_its_server_sends_nothing(tmp_path: Path) -> None:
    actions = bot(tmp_path, "http://localhost:1/${NOBODY_SET_THIS}")
    assert isinstance(actions.run("action_listen", ()), Done)
    assert actions.run("action_echo", (BotRan(ActionExecuted("action_listen")),)) == Failed(
        "action_echo could not run. `action_endpoint` uses ${NOBODY_SET_THIS}, but no environment variable "
        "NOBODY_SET_THIS is set. Set it, and try again."
    )


def test_a_server_that_is_down_is_named(tmp_path: Path) -> None:
    outcome = bot(tmp_path, "http://localhost:1/webhook?token=secret").run("action_echo", ())
    assert outcome == Failed(
        "action_echo could not run. No action server answers at http://localhost:1/webhook (Connection refused). "
        "Start it (`rasa run actions`), or correct `action_endpoint` in endpoints.yml."
    )

"""A ``FormAction`` of 1.x on its real action server, and the same form as stories let one guess it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from environments import environment

from action_servers import action_server
from action_talks import LISTENS, bot_with, said
from teachback.dialogue.events import ActionExecuted, ActionRejected, LoopInterrupted
from teachback.dialogue.transcript import BotRan, Transcript, UserSaid
from teachback.teaching.actions.embedded import EmbeddedActions
from teachback.teaching.actions.outcome import Done, Rejected

pytestmark = pytest.mark.rasa

FORM = "restaurant_form"
BOT = """\
=== domain.yml
intents: [request, inform, affirm, deny, stop]
entities: [cuisine, people]
slots:
  cuisine: {type: unfeaturized}
  people: {type: unfeaturized, auto_fill: false}
  outdoor: {type: unfeaturized}
  feedback: {type: unfeaturized}
  requested_slot: {type: unfeaturized}
responses:
  utter_ask_cuisine: [{text: "which cuisine?"}]
  utter_ask_people: [{text: "how many for {cuisine}?"}]
  utter_ask_outdoor: [{text: "outside?", buttons: [{title: "yes", payload: /affirm}]}]
  utter_ask_feedback: [{text: "and?"}]
  utter_ask_continue: [{text: "go on?"}]
forms: [restaurant_form]
=== data/stories.md
## table
* request
    - restaurant_form
    - form{"name": "restaurant_form"}
    - slot{"requested_slot": "cuisine"}
* form: inform{"cuisine": "thai"}
    - slot{"cuisine": "thai"}
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

STEP_BY_STEP = [
    said("a table", "request"),
    said("thai", "inform", cuisine="thai"),
    said("for 4", "inform", people="4"),
    said("no", "deny"),
    said("so so", "inform"),
]
TALKS: dict[str, list[UserSaid]] = {
    "step by step": STEP_BY_STEP,
    "much at once": [said("thai for 4", "request", cuisine="thai", people="4"), said("yes", "affirm")],
    "an answer for later": [said("a table", "request"), said("for 4", "inform", people="4")],
    "unreadable": [said("a table", "request"), said("stop", "stop"), said("thai", "inform", cuisine="thai")],
}


@pytest.fixture(scope="module")
def webhook() -> Iterator[str]:
    python = environment("1.10.26").command.with_name("python")
    with action_server(python, Path(__file__).parent / "recorders", "served_form_1x") as url:
        yield url


@pytest.mark.parametrize("talk", TALKS)
def test_the_guess_is_what_the_form_does(tmp_path: Path, webhook: str, talk: str) -> None:
    served = bot_with(tmp_path, BOT, f"  url: {webhook}\n")
    guessed = bot_with(tmp_path, BOT)
    transcript: Transcript = ()
    for message in TALKS[talk]:
        transcript = heard(served, transcript, message)
        outcome = served.run(FORM, transcript)
        guess = guessed.run(FORM, transcript)
        if isinstance(outcome, Rejected):
            assert isinstance(guess, Rejected)
            assert outcome.reason.startswith("Failed to extract slot")
            transcript = (*transcript, ActionRejected(FORM), BotRan(ActionExecuted("utter_ask_continue")))
            continue
        assert isinstance(outcome, Done)
        assert isinstance(guess, Done)
        assert guess.entries == outcome.entries
        transcript = (*transcript, BotRan(ActionExecuted(FORM)), *outcome.entries)
    assert talk != "step by step" or guessed.bot.standing(transcript).loop is None


def test_an_interrupted_form_asks_again(tmp_path: Path, webhook: str) -> None:
    served = bot_with(tmp_path, BOT, f"  url: {webhook}\n")
    transcript = heard(served, (), said("a table", "request"))
    started = served.run(FORM, transcript)
    assert isinstance(started, Done)
    transcript = (*transcript, BotRan(ActionExecuted(FORM)), *started.entries)
    transcript = (*heard(served, transcript, said("yes", "affirm")), LoopInterrupted(interrupted=True))
    again = served.run(FORM, transcript)
    assert isinstance(again, Done)
    assert again == bot_with(tmp_path, BOT).run(FORM, transcript)


def heard(actions: EmbeddedActions, transcript: Transcript, message: UserSaid) -> Transcript:
    filled = actions.after_message((*transcript, LISTENS, message))
    assert isinstance(filled, Done)
    return (*transcript, LISTENS, message, *filled.entries)

"""Where policies would now do something else than a conversation did."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import live_bots
from bots import open_bot
from recorded_conversations import DUMPED, recorded, store
from teachback.dialogue.transcript import BotRan, Transcript
from teachback.formats.transcript_json import read_transcript
from teachback.policies.configuration import read_configuration
from teachback.policies.engine import Engine
from teachback.policies.rules.training import RuleTraining
from teachback.policies.tables import Tables
from teachback.teaching.conversations.divergence import divergence
from teachback.teaching.conversations.from_story import story_transcript
from teachback.teaching.conversations.sessions import sessions_of
from teachback.teaching.conversations.store_address import address_of_store
from teachback.teaching.conversations.tracker_store import TrackerStore

BOT_1X = """\
=== config.yml
policies:
- name: MemoizationPolicy
  max_history: 4
- name: FormPolicy
- name: MappingPolicy
- name: FallbackPolicy
  nlu_threshold: 0.4
=== data/stories.md
## greet
* greet
  - utter_greet
* bye
  - utter_bye
## happy
* request
  - restaurant_form
  - form{"name": "restaurant_form"}
* form: inform{"cuisine": "thai"}
  - form: restaurant_form
  - form{"name": null}
  - utter_done
## unhappy
* request
  - restaurant_form
  - form{"name": "restaurant_form"}
* chitchat
  - utter_chitchat
  - restaurant_form
  - form{"name": null}
  - utter_done
"""

BOT_3X = """\
=== config.yml
recipe: default.v1
policies: [{name: MemoizationPolicy}, {name: RulePolicy}]
=== domain.yml
version: "3.1"
intents: [greet, bye]
responses: {utter_greet: [{text: hi}], utter_bye: [{text: bye}], utter_ask: [{text: what}]}
actions: [action_ask]
=== data/stories.yml
version: "3.1"
stories:
- story: greet
  steps: [{intent: greet}, {action: utter_greet}]
rules:
- rule: bye
  steps: [{intent: bye}, {action: utter_bye}]
"""


class Bot:
    """The policies of a project, and what they say of conversations."""

    def __init__(self, folder: Path, text: str) -> None:
        self.project = open_bot(folder, text)
        snapshot = self.project.snapshot
        self.tables = Tables(snapshot.domain, snapshot.max_history)
        self.tables.update(snapshot)
        configuration = read_configuration(snapshot.config, snapshot.dialect)
        rules = RuleTraining(self.tables).trained(configuration)
        self.engine = Engine(snapshot.domain, self.tables.examples(), configuration, rules=rules)

    def diverges(self, transcript: Transcript) -> tuple[int, str, str | None] | None:
        """Where, what ran, what is predicted."""
        found = divergence(self.engine, self.tables.featurizer, transcript)
        return None if found is None else (found.index, found.action.name, found.answer.winner.action)

    def at(self, *told: str | dict[str, Any]) -> tuple[int, str, str | None] | None:
        """Where a conversation diverges; ``>x`` is an intent of the user, any other word an action."""
        return self.diverges(read_transcript([_event(each) for each in told]).transcript)


def _event(told: str | dict[str, Any]) -> dict[str, Any]:
    if isinstance(told, dict):
        return told
    if told.startswith(">"):
        return {"event": "user", "text": told, "parse_data": {"intent": {"name": told[1:], "confidence": 1.0}}}
    return {"event": "action", "name": told, "policy": "policy_0_MemoizationPolicy", "confidence": 1.0}


LISTEN = "action_listen"
SAID: dict[str, Any] = {"event": "bot", "text": "hi", "data": {}}


@pytest.fixture
def bot_1x(tmp_path: Path) -> Bot:
    return Bot(tmp_path, BOT_1X)


@pytest.fixture
def bot_3x(tmp_path: Path) -> Bot:
    return Bot(tmp_path, BOT_3X)


def test_as_long_as_policies_agree_there_is_none(bot_1x: Bot) -> None:
    assert bot_1x.at(LISTEN, ">greet", "utter_greet", SAID, LISTEN, ">bye", "utter_bye", SAID, LISTEN) is None
    assert bot_1x.at() is None


def test_the_first_other_action_is_told_with_its_place_in_the_transcript(bot_1x: Bot) -> None:
    assert bot_1x.at(LISTEN, ">greet", "utter_greet", SAID, LISTEN, ">bye", "utter_hello", LISTEN, ">deny") == (
        6, "utter_hello", "utter_bye",
    )  # fmt: skip


def test_an_action_that_nobody_decides_on_is_one(bot_3x: Bot) -> None:
    found = bot_3x.at(LISTEN, ">greet", "utter_greet", LISTEN, ">greet", "utter_ask")
    assert found == (5, "utter_ask", "action_default_fallback")


@pytest.mark.parametrize("confidence", [0.3, 0.9])
def test_a_doubtful_message_is_one_now_too(bot_1x: Bot, confidence: float) -> None:
    """FallbackPolicy of 1.x asks how sure the understanding was."""
    doubtful = {"event": "user", "text": "hm", "parse_data": {"intent": {"name": "greet", "confidence": confidence}}}
    fallback = bot_1x.at(LISTEN, doubtful, "action_default_fallback")
    greeting = bot_1x.at(LISTEN, doubtful, "utter_greet")
    if confidence < 0.4:
        assert (fallback, greeting) == (None, (2, "utter_greet", "action_default_fallback"))
    else:
        assert (fallback, greeting) == ((2, "action_default_fallback", "utter_greet"), None)


def test_a_form_that_refused_is_followed_out_and_in(bot_1x: Bot) -> None:
    request = (LISTEN, ">request", "restaurant_form", {"event": "form", "name": "restaurant_form"}, LISTEN)
    rejected = {"event": "action_execution_rejected", "name": "restaurant_form"}
    told: dict[str, Any] = {"event": "form_validation", "validate": False}
    assert bot_1x.at(*request, ">chitchat", rejected, told, "utter_chitchat", "restaurant_form") is None
    assert bot_1x.at(*request, ">chitchat", "utter_chitchat", "restaurant_form") is None
    assert bot_1x.at(*request, ">inform", "restaurant_form") is None
    assert bot_1x.at(*request, ">inform", rejected, "utter_hello") == (7, "utter_hello", "action_default_fallback")


def test_what_no_policy_decides_on_is_none(bot_1x: Bot, bot_3x: Bot) -> None:
    start = ("action_session_start", {"event": "session_started"}, LISTEN)
    ordered = ({"event": "followup", "name": "utter_hello"}, "utter_hello")
    assert bot_1x.at(*start, ">greet", "utter_greet", *ordered) is None
    assert bot_1x.at(*start, ">greet", "utter_greet", ordered[1]) == (5, "utter_hello", "action_listen")
    assert bot_3x.at(*start, ">greet", "action_extract_slots") is None


def test_what_was_taken_back_is_not_asked_about_again(bot_1x: Bot) -> None:
    restarted = ("action_restart", {"event": "restart"}, LISTEN)
    found = bot_1x.at(LISTEN, ">greet", "utter_greet", LISTEN, ">restart", *restarted, ">greet", "utter_greet")
    assert found is None


def test_no_story_diverges_from_itself(bot_1x: Bot) -> None:
    [path] = [path for path in bot_1x.project.snapshot.files if path.endswith("stories.md")]
    stories = bot_1x.project.snapshot.files[path].placed_stories()
    told = [
        story_transcript(bot_1x.tables, path, index, len(placed.story.steps)) for index, placed in enumerate(stories)
    ]
    assert [bot_1x.diverges(each) for each in told] == [None, None, None]


# What real Rasa did with the same stories (tests/rasa/recorders/record_conversations.py)


@pytest.mark.parametrize(("generation", "text"), [("rasa-1.10", live_bots.BOT_1X), ("rasa-3.6", live_bots.BOT_3X)])
@pytest.mark.parametrize("name", [DUMPED, "ben"])
def test_a_conversation_of_real_rasa_diverges_where_nobody_decided(
    tmp_path: Path, generation: str, text: str, name: str
) -> None:
    """Where no policy says anything, 1.x runs the first of all actions, ``action_listen``, with confidence 0."""
    bot = Bot(tmp_path / "bot", text)
    path = store(recorded(generation, "store.sql"), tmp_path)
    told = TrackerStore(address_of_store(f"sqlite:///{quote(path.name)}", tmp_path)).read(name)
    sessions = [session.transcript for session in sessions_of(told)]
    assert len(sessions) == 2
    assert [bot.diverges(each) for each in sessions] == [_undecided(each) for each in sessions]


def _undecided(transcript: Transcript) -> tuple[int, str, None] | None:
    undecided = (
        (index, entry.event.name, None)
        for index, entry in enumerate(transcript)
        if isinstance(entry, BotRan) and entry.confidence == 0.0
    )
    return next(undecided, None)

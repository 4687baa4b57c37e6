"""Interactive learning in an editor with a running Rasa: it predicts, understands, and tells conversations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from learning_client import LearningClient
from lsp_projects import write_project
from lsp_sessions import VSCODE, Session, guarding, session
from pygls.exceptions import JsonRpcException
from pytest_lsp import client_capabilities
from test_interactive_learning import FRESH

from http_answers import VERSION_3X, Said, answering, saying

BOT = """\
//- config.yml
recipe: default.v1
policies:
- name: MemoizationPolicy
//- domain.yml
version: "3.1"
intents: [greet, bye]
responses:
  utter_hello: [{text: Hello!}]
  utter_bye: [{text: Bye!}]
//- data/stories.yml
version: "3.1"
stories:
- story: hello
  steps:
  - intent: greet
  - action: utter_hello
"""
BYE: dict[str, Any] = {
    "scores": [{"action": "utter_hello", "score": 0.2}, {"action": "utter_bye", "score": 0.7}],
    "policy": "policy_2_TEDPolicy",
    "confidence": 0.7,
    "tracker": {"events": None},
}
LEAVES: dict[str, Any] = {
    "text": "so long",
    "intent": {"name": "bye", "confidence": 0.9},
    "entities": [],
    "intent_ranking": [],
}
ANNA: list[dict[str, Any]] = [
    {"event": "action", "name": "action_listen"},
    {"event": "user", "text": "hi", "parse_data": {"intent": {"name": "greet"}, "entities": []}},
    {"event": "action", "name": "utter_hello"},
    {"event": "action", "name": "action_listen"},
    {"event": "user", "text": "so long", "parse_data": {"intent": {"name": "bye"}, "entities": []}},
    {"event": "action", "name": "action_listen"},
]
RASA: Mapping[str, Said] = {
    **VERSION_3X,
    "/model/predict": saying(BYE),
    "/model/parse": saying(LEAVES),
    "/conversations/anna/tracker": saying({"sender_id": "anna", "events": ANNA}),
    "/conversations/nobody/tracker": saying({"sender_id": "nobody", "events": ANNA[:1]}),
}
READY = "Rasa 3.6.21"
PROMPTS = guarding(client_capabilities(VSCODE))


def at(url: str) -> dict[str, Any]:
    return {"engine": "rasa", "rasa": {"url": url}}


async def engine(held: Session, words: str) -> None:
    await held.until(lambda: bool(held.statuses) and held.statuses[-1].get("engine") == words)


async def test_it_says_what_comes_next_and_what_words_mean(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", BOT)
    with answering(RASA) as url:
        async with session(fixture, PROMPTS, configuration=at(url)) as held:
            await engine(held, READY)
            learning = await LearningClient.begin(held, FRESH)
            await learning.answer("so long")
            assert "bye" in learning.message
            await learning.answer(True)
            assert learning.message == "The bot wants to run 'utter_bye', correct?"
            await learning.answer(True)
            assert learning.conversation()[-1].startswith("utter_bye, Bye!")


async def test_what_the_session_taught_stands_above_it(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", BOT)
    with answering(RASA) as url:
        async with session(fixture, PROMPTS, configuration=at(url)) as held:
            await engine(held, READY)
            learning = await LearningClient.begin(held, FRESH)
            await learning.answer("/greet")
            assert learning.message == "The bot wants to run 'utter_bye', correct?"
            await learning.answer(False, "utter_hello")
            await learning.order("restart")
            await learning.answer("/greet")
            assert learning.message == "The bot wants to run 'utter_hello', correct?"


async def test_without_an_answer_the_embedded_engine_goes_on_and_says_so(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", BOT)
    with answering({**VERSION_3X, "/model/predict": (500, b"{}"), "/model/parse": (500, b"{}")}) as url:
        async with session(fixture, PROMPTS, configuration=at(url)) as held:
            await engine(held, READY)
            learning = await LearningClient.begin(held, FRESH)
            await learning.answer("/greet")
            assert learning.message == "The bot wants to run 'utter_hello', correct?"
            assert learning.remark == "Rasa does not answer; the numbers are Teachback's own."
            assert [bool(each.message) for each in held.client.messages] == [True], "it is told once"
            held.client.messages.clear()


async def test_a_conversation_that_it_remembers_is_where_teaching_begins(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", BOT)
    with answering(RASA) as url:
        async with session(fixture, PROMPTS, configuration=at(url)) as held:
            await engine(held, READY)
            learning = await LearningClient.begin(held, where("anna"))
            assert learning.conversation() == ["action_listen", "hi", "utter_hello, action_listen", "so long"]


@pytest.mark.parametrize(
    ("name", "settings", "problem"),
    [
        ("nobody", True, "knows no conversation 'nobody'"),
        (None, True, "Which conversation?"),
        ("anna", False, "No running Rasa is set"),
    ],
)
async def test_where_it_cannot_begin_it_says_why(
    tmp_path: Path, name: str | None, settings: bool, problem: str
) -> None:
    fixture = write_project(tmp_path / "bot", BOT)
    with answering(RASA) as url:
        async with session(fixture, PROMPTS, configuration=at(url) if settings else {}) as held:
            if settings:
                await engine(held, READY)
            with pytest.raises(JsonRpcException, match=problem):
                await LearningClient.begin(held, where(name))


def where(name: str | None) -> dict[str, Any]:
    return {"kind": "conversation", "from": {"kind": "rasa"}, **({} if name is None else {"id": name})}

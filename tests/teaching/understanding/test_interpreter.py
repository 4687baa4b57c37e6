"""Who is asked what a message means: commands first, then a model, a running Rasa, or nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nlu_bots import CONFIG_3X, intents

from bots import open_bot
from http_answers import VERSION_3X, answering, saying
from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Annotation, RankedIntent, Understanding
from teachback.policies.live.connection import Connection, address_of
from teachback.policies.live.server import LiveServer, open_server
from teachback.project.snapshot import Snapshot
from teachback.teaching.understanding.embedded import Running
from teachback.teaching.understanding.interpreter import NO_DATA, NoUnderstanding
from teachback.teaching.understanding.opening import embedded_interpreter, live_interpreter

DOMAIN = "=== domain.yml\nversion: '3.1'\nintents: [greet, bye]\nentities: [name]\n"


def snapshot(folder: Path, nlu: str = "") -> Snapshot:
    data = (
        f"=== data/nlu.yml\nversion: '3.1'\nnlu:\n{nlu}"
        if nlu
        else "=== data/stories.yml\nversion: '3.1'\nstories: []\n"
    )
    return open_bot(folder, CONFIG_3X + DOMAIN + data).snapshot


def test_a_command_starts_no_model(tmp_path: Path) -> None:
    told: list[str] = []
    bot = snapshot(tmp_path, intents(greet="hello"))
    asked = embedded_interpreter(bot, told.append, Running(tmp_path, command=("/no/such/python",)))
    understood = asked.understand('/greet{"name": "Ann"}')
    assert (understood.intent, understood.mentions) == ("greet", (EntityMention("name", "Ann"),))
    assert told == []
    with pytest.raises(NoUnderstanding, match="cannot be run"):
        asked.understand("hello")


def test_words_go_to_the_model(tmp_path: Path) -> None:
    bot = snapshot(tmp_path, intents(greet="hello|hi", bye="bye|see you"))
    asked = embedded_interpreter(bot, running=Running(tmp_path / "cache"))
    asked.start()
    assert asked.understand("see you soon").intent == "bye"
    asked.close()


def test_without_data_words_have_no_intent_and_it_is_said_why(tmp_path: Path) -> None:
    told: list[str] = []
    asked = embedded_interpreter(snapshot(tmp_path), told.append)
    asked.start()
    assert asked.understand("hello") == Understanding("hello", None, 0.0)
    assert asked.understand("/bye").intent == "bye"
    assert told == [NO_DATA]
    asked.close()


PARSED: dict[str, Any] = {
    "text": "to Rome at 5 😀",
    "intent": {"name": "go", "confidence": 0.9},
    "entities": [
        {"entity": "city", "value": "Roma", "start": 3, "end": 7, "role": "to", "extractor": "DIETClassifier"},
        {"entity": "time", "value": "5"},
        {"entity": "mood", "value": {"good": 0.5}, "extractor": "Sentiments"},
    ],
    "intent_ranking": [{"name": "go", "confidence": 0.9}, {"name": "stay", "confidence": 0.1}],
}


def server_at(url: str) -> LiveServer:
    return open_server(Connection(address_of(url), 60))


def test_a_running_rasa_is_asked_for_words_alone(tmp_path: Path) -> None:
    with answering({**VERSION_3X, "/model/parse": saying(PARSED)}) as url:
        asked = live_interpreter(snapshot(tmp_path), server_at(url))
        asked.start()
        understood = asked.understand("to Rome at 5 😀")
        assert asked.understand("/bye").intent == "bye"
        asked.close()
    city, time, mood = understood.annotations
    assert (understood.intent, understood.confidence) == ("go", 0.9)
    assert understood.ranking == (RankedIntent("go", 0.9), RankedIntent("stay", 0.1))
    assert city == Annotation(EntityMention("city", "Roma", "to"), 3, 7, "DIETClassifier")
    assert (time.start, time.end) == (11, 12)
    assert (mood.start, mood.end, mood.extractor) == (0, 0, "Sentiments")


def test_trouble_with_the_running_rasa_is_told_in_words(tmp_path: Path) -> None:
    with answering({**VERSION_3X, "/model/parse": saying({"message": "no model"}, 409)}) as url:
        asked = live_interpreter(snapshot(tmp_path), server_at(url))
        with pytest.raises(NoUnderstanding, match="no model that predicts"):
            asked.understand("to Rome")


def test_a_message_without_intent_is_no_trouble(tmp_path: Path) -> None:
    nothing: dict[str, Any] = {
        "text": "x",
        "intent": {"name": None, "confidence": 0.0},
        "entities": [],
        "intent_ranking": [],
    }
    with answering({**VERSION_3X, "/model/parse": saying(nothing)}) as url:
        assert live_interpreter(snapshot(tmp_path), server_at(url)).understand("x") == Understanding("x", None, 0.0)

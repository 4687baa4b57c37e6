"""Servers that are slow, wrong or something else, and answers that are not what Rasa promises."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from http_answers import VERSION_3X, Said, answering, saying
from teachback.policies.live.connection import Connection, address_of
from teachback.policies.live.problems import (
    ApiDisabled,
    IllTyped,
    LiveProblem,
    NoModel,
    NotAnAddress,
    NotRasa,
    Refused,
    TooSlow,
    Unauthorised,
    Unreachable,
    WrongVersion,
)
from teachback.policies.live.server import LiveServer, open_server

PATIENCE = 30.0
EVENTS = [{"event": "action", "name": "action_listen"}]
PREDICTION: dict[str, Any] = {
    "scores": [{"action": "action_listen", "score": 0.2}, {"action": "utter_greet", "score": 0.7}],
    "policy": "policy_2_TEDPolicy",
    "confidence": 0.7,
    "tracker": {"events": None},
}


def opened(url: str, token: str | None = None, seconds: float = PATIENCE) -> LiveServer:
    return open_server(Connection(address_of(url, token), seconds))


def problem_of(paths: Mapping[str, Said], token: str | None = None) -> LiveProblem:
    with answering(paths) as url, pytest.raises(LiveProblem) as raised:
        opened(url, token)
    assert url in str(raised.value)
    return raised.value


@pytest.mark.parametrize(
    ("paths", "kind", "advice"),
    [
        ({}, NotRasa, "Correct the address"),
        ({"/": (200, b"Hello from Rasa: 3.6.21")}, ApiDisabled, "rasa run --enable-api"),
        ({"/version": (200, b"<html>")}, NotRasa, "something else than JSON"),
        ({"/version": saying(["3.6.21"])}, NotRasa, "tells no version"),
        ({"/version": saying({"version": "unknown"})}, NotRasa, "tells no version"),
        ({"/version": (302, b"")}, NotRasa, "HTTP 302"),
        ({"/version": saying({"version": "1.9.7"})}, WrongVersion, "Rasa 1.10, 2.x and 3.x"),
        ({"/version": saying({"version": "4.0.0"})}, WrongVersion, "runs Rasa 4.0.0"),
        ({**VERSION_3X, "/status": saying({"message": "who are you?"}, 401)}, Unauthorised, "wants a token"),
        ({**VERSION_3X, "/status": saying({}, 403)}, Unauthorised, "--auth-token"),
        ({**VERSION_3X, "/status": saying({"message": "No agent loaded."}, 409)}, NoModel, "No agent loaded"),
        ({**VERSION_3X, "/status": saying({"model_file": None})}, NoModel, "--model"),
        ({**VERSION_3X, "/status": saying({"model_file": 7})}, IllTyped, "`model_file` must be a text, not 7"),
        ({**VERSION_3X, "/status": saying(None)}, IllTyped, "the status must be an object, not null"),
        ({**VERSION_3X, "/status": (502, b"<h1>Bad gateway</h1>")}, Refused, "HTTP 502"),
        ({**VERSION_3X, "/status": (200, b"[" * 100_000)}, NotRasa, "something else than JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_server_is_said(paths: Mapping[str, Said], kind: type[LiveProblem], advice: str) -> None:
    problem = problem_of(paths)
    assert type(problem) is kind
    assert advice in str(problem)


def test_no_problem_tells_the_token() -> None:
    problem = problem_of({**VERSION_3X, "/status": saying({}, 401)}, "secret")
    assert "refuses the token" in str(problem)
    assert "secret" not in str(problem)


@pytest.mark.parametrize("version", ["1.10.0", "1.10.26", "2.8.34", "3.6.21", "3.7.0b1"])
def test_three_generations_are_supported(version: str) -> None:
    with answering({**VERSION_3X, "/version": saying({"version": version})}) as url:
        assert opened(url).version.text == version


@pytest.mark.parametrize(
    "text", ["", "localhost", "localhost:5005", "ftp://host", "http://", "http://u:p@host", "http://host?token=t",
             "http://host:99999", "file:///etc/passwd"],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_telling_a_secret(text: str) -> None:
    with pytest.raises(NotAnAddress) as problem:
        address_of(text)
    assert "u:p" not in str(problem.value)
    assert "token=" not in str(problem.value)


def test_a_dead_address_is_unreachable() -> None:
    with answering({}) as url:
        pass
    with pytest.raises(Unreachable, match="Connection refused"):
        opened(url)


def test_a_server_that_hangs_up_is_unreachable() -> None:
    with answering({"/version": lambda handler: handler.connection.close()}) as url, pytest.raises(Unreachable):
        opened(url)


def test_a_server_that_says_nothing_is_too_slow() -> None:
    enough = threading.Event()
    with answering({"/version": lambda _: (enough.wait(), None)[1]}) as url:
        with pytest.raises(TooSlow, match=r"within 0\.05 seconds"):
            opened(url, seconds=0.05)
        enough.set()


def test_a_server_that_goes_on_and_on_is_too_slow() -> None:
    enough = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000000")
        handler.end_headers()
        with suppress(OSError):
            while not enough.wait(0.005):
                handler.wfile.write(b" ")

    with answering({"/version": drip}) as url:
        with pytest.raises(TooSlow):
            opened(url, seconds=0.2)
        enough.set()


def test_a_prediction_is_taken_apart() -> None:
    with answering({**VERSION_3X, "/model/predict": saying(PREDICTION)}) as url:
        told = opened(url).predict(EVENTS)
    assert told.scores == {"action_listen": 0.2, "utter_greet": 0.7}
    assert (told.policy, told.confidence, told.events) == ("TEDPolicy", 0.7, ())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"scores": None}, "`scores` must be a list, not null"),
        ({"scores": [3]}, "an item of `scores` must be an object, not 3"),
        ({"scores": [{"action": "a"}]}, "`scores.score` must be a number, not null"),
        ({"scores": [{"action": "a", "score": "high"}]}, "`scores.score` must be a number, not 'high'"),
        ({"scores": [{"action": "a", "score": True}]}, "`scores.score` must be a number, not True"),
        ({"scores": [{"action": 1, "score": 1}]}, "`scores.action` must be a text, not 1"),
        ({"scores": [{"action": "a", "score": float("nan")}]}, "`scores.score` must be a number, not nan"),
        ({"policy": ["TEDPolicy"]}, "`policy` must be a text, not a list"),
        ({"confidence": "1"}, "`confidence` must be a number, not '1'"),
        ({"tracker": []}, "`tracker` must be an object, not a list"),
        ({"tracker": {"events": {}}}, "`tracker.events` must be a list, not an object"),
        ({"tracker": {"events": [1, 2]}}, "`tracker.events` must be a list of events"),
    ],
)
def test_an_ill_typed_prediction_is_a_problem_that_says_so(changed: dict[str, Any], said: str) -> None:
    with answering({**VERSION_3X, "/model/predict": saying({**PREDICTION, **changed})}) as url:
        server = opened(url)
        with pytest.raises(IllTyped) as problem:
            server.predict(EVENTS)
    assert said in str(problem.value)


def test_a_model_without_policies_predicts_nothing() -> None:
    with answering({**VERSION_3X, "/model/predict": saying(None)}) as url:
        server = opened(url)
        with pytest.raises(NoModel, match="without stories and rules"):
            server.predict(EVENTS)


PARSED: dict[str, Any] = {
    "text": "to Rome",
    "intent": {"name": "go", "confidence": 0.9},
    "entities": [{"entity": "city", "value": "Rome", "start": 3, "end": 7, "role": "to", "extractor": "DIET"}],
    "intent_ranking": [{"name": "go", "confidence": 0.9}, {"name": "stay", "confidence": 0.1}],
}


def test_an_understanding_is_taken_apart() -> None:
    with answering({**VERSION_3X, "/model/parse": saying(PARSED)}) as url:
        told = opened(url).parse("to Rome")
    [entity] = told.entities
    assert (entity.type, entity.value, entity.start, entity.end) == ("city", "Rome", 3, 7)
    assert (entity.role, entity.group, entity.extractor) == ("to", None, "DIET")
    assert [(each.name, each.confidence) for each in told.ranking] == [("go", 0.9), ("stay", 0.1)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": None}, "`text` must be a text"),
        ({"intent": "go"}, "an intent must be an object"),
        ({"intent": {"name": "go"}}, "an intent's `confidence` must be a number"),
        ({"entities": {}}, "`entities` must be a list"),
        ({"entities": [{"value": "Rome"}]}, "an entity's `entity` must be a text"),
        ({"entities": [{"entity": "city", "start": 1.5}]}, "an entity's `start` must be a whole number, not 1.5"),
    ],
)
def test_an_ill_typed_understanding_is_a_problem_that_says_so(changed: dict[str, Any], said: str) -> None:
    with answering({**VERSION_3X, "/model/parse": saying({**PARSED, **changed})}) as url:
        server = opened(url)
        with pytest.raises(IllTyped) as problem:
            server.parse("to Rome")
    assert said in str(problem.value)

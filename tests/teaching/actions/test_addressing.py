"""How a request is addressed: what `endpoints.yml` says, and servers that answer something else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from action_talks import bot_with, written
from bots import open_bot
from http_answers import Said, answering, saying
from teachback.teaching.actions.embedded import embedded_actions
from teachback.teaching.actions.outcome import Done, Failed, Outcome, Rejected
from teachback.teaching.actions.server.action_server import action_server_of
from teachback.teaching.actions.server.asking import Patience
from teachback.teaching.actions.server.endpoint import EndpointProblem, usable_endpoint

BOT = """\
=== domain.yml
intents: [greet]
actions: [action_x]
=== data/stories.md
"""
NOTHING: dict[str, list[str]] = {"events": [], "responses": []}


def asked(tmp_path: Path, said: Said, settings: str = "", environment: Mapping[str, str] | None = None) -> Outcome:
    """What `action_x` does on a server that says one thing at `/webhook`."""
    with answering({"/webhook": said}) as url:
        return bot_with(tmp_path, BOT, f"  url: {url}/webhook\n{settings}", environment).run("action_x", ())


def test_headers_parameters_token_and_password_are_sent(tmp_path: Path) -> None:
    requests: list[tuple[str, dict[str, str]]] = []

    def note(handler: BaseHTTPRequestHandler) -> None:
        requests.append((handler.path, {key.title(): value for key, value in handler.headers.items()}))
        body = json.dumps(NOTHING).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    settings = """\
  params: {team: blue, n: 1}
  headers: {X-Team: "${TEAM}"}
  basic_auth: {username: ann, password: "${SECRET}"}
  token: "${SECRET}"
  token_name: key
"""
    assert asked(tmp_path, note, settings, {"TEAM": "bots", "SECRET": "s p"}) == Done(())
    ((path, headers),) = requests
    assert path == "/webhook?team=blue&n=1&key=s+p"
    assert headers["X-Team"] == "bots"
    assert headers["Authorization"] == "Basic YW5uOnMgcA=="
    assert headers["Content-Type"] == "application/json"
    assert "Content-Encoding" not in headers


ANSWERS = [
    (saying({"events": [], "responses": []}), Done(())),
    (saying({}), Done(())),
    (saying({"error": "no", "action_name": "action_x"}, 400), Rejected("no")),
    (saying({"error": "Invalid body request"}, 400), "(HTTP 400): Invalid body request. Look at its log."),
    (saying(None), "cannot be understood: the answer must be an object, not null."),
    (saying({"events": 1}), "cannot be understood: `events` must be a list, not 1."),
    (saying({"events": ["x"]}), "cannot be understood: an event must be an object, not 'x'."),
    (saying({"responses": [1]}), "cannot be understood: a response must be an object, not 1."),
    ((200, b"<html>"), "cannot be understood: the answer must be an object, not null."),
    ((302, b""), "(HTTP 302): it gives no reason. Look at its log."),
    (saying({"error": "gone"}, 404), "(HTTP 404): gone. Look at its log."),
]


@pytest.mark.parametrize(("said", "expected"), ANSWERS)
def test_whatever_is_answered_is_an_outcome(tmp_path: Path, said: Said, expected: Outcome | str) -> None:
    outcome = asked(tmp_path, said)
    if isinstance(expected, str):
        assert isinstance(outcome, Failed)
        assert outcome.problem.endswith(expected)
    else:
        assert outcome == expected


def test_a_connection_that_breaks_off_is_named(tmp_path: Path) -> None:
    outcome = asked(tmp_path, lambda handler: handler.connection.close())
    assert isinstance(outcome, Failed)
    assert "the connection broke off" in outcome.problem


UNUSABLE = {
    "  token: x\n": "has no address",
    "  url: localhost\n": "is not an address",
    "  url: ftp://localhost/webhook\n": "is not an address",
    "  url: http://localhost:99999/webhook\n": "is not an address",
    "  url: http://localhost/webhook\n  basic_auth: {username: x}\n": "needs both",
    "  url: http://localhost/webhook\n  headers: x\n": "must have keys and values",
    '  url: http://localhost/webhook\n  params: {a: ["${GONE}"]}\n': "no environment variable GONE is set",
}


@pytest.mark.parametrize("settings", UNUSABLE)
def test_settings_that_cannot_be_used_say_why(tmp_path: Path, settings: str) -> None:
    with pytest.raises(EndpointProblem, match=UNUSABLE[settings]):
        usable_endpoint(written(settings), tmp_path, {})


def test_nothing_secret_is_shown(tmp_path: Path) -> None:
    endpoint = usable_endpoint(written("  url: http://ann:pw@localhost:5055/webhook?key=s\n"), tmp_path, {})
    assert endpoint.shown == "http://localhost:5055/webhook"


def test_a_certificate_that_is_missing_is_named(tmp_path: Path) -> None:
    outcome = bot_with(tmp_path, BOT, "  url: https://localhost:1/webhook\n  cafile: ca.pem\n").run("action_x", ())
    assert outcome == Failed(
        f"action_x could not run. The certificate {tmp_path / 'ca.pem'} of `action_endpoint` (`cafile`) does not exist."
    )


def test_the_projects_own_endpoints_name_its_server(tmp_path: Path) -> None:
    with answering({"/webhook": saying(NOTHING)}) as url:
        text = f"{BOT}=== endpoints.yml\naction_endpoint:\n  url: {url}/${{HOOK}}\n"
        snapshot = open_bot(tmp_path, text).snapshot
        server = action_server_of(snapshot, {"HOOK": "webhook"}, Patience(60.0))
        assert embedded_actions(snapshot, server).run("action_x", ()) == Done(())


def test_a_project_need_not_have_an_action_server(tmp_path: Path) -> None:
    text = f"{BOT}=== endpoints.yml\nmodels:\n  url: http://localhost:1\n"
    assert action_server_of(open_bot(tmp_path, text).snapshot, {}) is None

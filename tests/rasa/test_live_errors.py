"""What real servers say when they cannot or will not answer, and what is made of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from environments import QUIET, Environment
from live_servers import SECONDS, Running, Trained

from bots import write_bot
from teachback.policies.live import supervisor
from teachback.policies.live.connection import Address, Connection, address_of
from teachback.policies.live.live_engine import LiveEngine
from teachback.policies.live.problems import (
    ApiDisabled,
    LiveProblem,
    NoModel,
    OtherGeneration,
    Refused,
    Unauthorised,
    Unreachable,
)
from teachback.policies.live.process import _free_port  # pyright: ignore[reportPrivateUsage] - the same way to a port
from teachback.policies.live.server import LiveServer, open_server
from teachback.project.project import Project

pytestmark = pytest.mark.rasa

OTHER_1X = "=== data/stories.md\n## s\n* greet\n  - utter_greet\n"
OTHER_3X = """\
=== domain.yml
version: "3.1"
intents: [greet]
responses: {utter_greet: [{text: hi}]}
=== config.yml
recipe: default.v1
policies: [{name: RulePolicy}]
=== data/rules.yml
version: "3.1"
rules:
- rule: greet
  steps: [{intent: greet}, {action: utter_greet}]
"""


@contextmanager
def served(environment: Environment, folder: Path, *options: str) -> Generator[Connection]:
    """A server as somebody would start it by hand."""
    (folder / "no-channels.yml").write_text("{}\n", encoding="utf-8")
    port = str(_free_port())
    command = [environment.command, "run", "--port", port, "--credentials", "no-channels.yml", *options]
    process = subprocess.Popen(
        [sys.executable, "-I", supervisor.__file__, *command],
        cwd=folder,
        env={**os.environ, **QUIET},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    connection = Connection(address_of(f"http://127.0.0.1:{port}"), SECONDS)
    try:
        while process.poll() is None and not answers(connection):
            pass
        yield connection
    finally:
        connection.close()
        process.communicate()


def answers(connection: Connection) -> bool:
    try:
        connection.get("/")
    except Unreachable:
        return False
    return True


def test_the_right_token_is_taken_and_others_are_not(running: Running) -> None:
    right = running.opened.server.connection.address
    assert open_server(Connection(right, SECONDS)).version == running.opened.server.version
    with pytest.raises(Unauthorised, match="refuses the token"):
        open_server(Connection(Address(right.url, "wrong"), SECONDS))
    with pytest.raises(Unauthorised, match="wants a token"):
        open_server(Connection(Address(right.url), SECONDS))
    with pytest.raises(Unauthorised) as problem:
        LiveServer(Connection(Address(right.url, "secret"), SECONDS), running.opened.server.version, "").predict([])
    assert "secret" not in str(problem.value)


def test_a_server_without_its_api_is_known_as_one(trained: Trained) -> None:
    options = ("--model", str(trained.model))
    with served(trained.environment, trained.folder, *options) as connection, pytest.raises(ApiDisabled) as problem:
        open_server(connection)
    assert "--enable-api" in str(problem.value)


def test_a_server_without_a_model_is_known_as_one(trained: Trained, tmp_path: Path) -> None:
    with served(trained.environment, tmp_path, "--enable-api") as connection, pytest.raises(NoModel):
        open_server(connection)


def test_a_project_of_the_other_generation_is_refused(running: Running, tmp_path: Path) -> None:
    other = OTHER_3X if running.trained.environment.generation == 1 else OTHER_1X
    domain = Project(write_bot(tmp_path, other)).read().domain
    with pytest.raises(OtherGeneration) as problem:
        LiveEngine(running.opened.server, domain)
    assert running.trained.environment.version in str(problem.value)


def test_rasas_own_words_are_passed_on(running: Running) -> None:
    with pytest.raises(Refused, match="400"):
        running.opened.server.predict([{"event": "nonsense"}])


def test_a_server_that_has_gone_is_unreachable(trained: Trained, tmp_path: Path) -> None:
    with served(trained.environment, tmp_path, "--enable-api") as connection:
        assert answers(connection)
    with pytest.raises(LiveProblem, match="No Rasa answers"):
        open_server(connection)

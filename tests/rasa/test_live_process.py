"""A Rasa that Teachback starts: ready when asked for, gone when nobody wants it any more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from live_servers import Running, Trained

from teachback.policies.live.opening import open_live
from teachback.policies.live.problems import CannotStart, Ended, NoModel

pytestmark = pytest.mark.rasa

OWNER = """\
import sys
from pathlib import Path
from teachback.policies.live.opening import open_live
from teachback.policies.live.settings import LiveSettings
opened = open_live(LiveSettings(command=(sys.argv[1],), model=Path(sys.argv[2])), lambda _: None, lambda: None)
print(opened.server.connection.address.url.rpartition(":")[2], flush=True)
sys.stdin.read()
"""


def running_servers() -> list[tuple[int, str]]:
    """The processes that were told to serve a model, with what they were told; a supervisor is one, too."""
    listed = subprocess.run(["ps", "-ww", "-Ao", "pid,args"], capture_output=True, text=True, check=True).stdout
    found = (line.strip().partition(" ") for line in listed.splitlines() if " run --model " in line)
    return [(int(pid), arguments) for pid, _, arguments in found]


def servers_at(port: str) -> list[int]:
    """The processes that were told to listen at a port."""
    return [pid for pid, arguments in running_servers() if f"--port {port} " in arguments]


def wait_until_gone(port: str) -> None:
    """A server that stays makes the whole run fail by its time limit, not by a clock of this test."""
    while servers_at(port):
        time.sleep(0.1)


def test_the_log_is_handed_on_and_the_server_is_of_the_environment(running: Running) -> None:
    running.opened.check()
    assert running.opened.server.version.text == running.trained.environment.version
    assert any("Starting Rasa server" in line for line in running.log)
    assert "bot.tar.gz" in running.opened.server.model


def test_a_server_that_is_closed_has_ended(trained: Trained) -> None:
    opened = open_live(trained.settings, lambda _: None, lambda: None)
    port = opened.server.url.rpartition(":")[2]
    assert servers_at(port)
    opened.close()
    assert not servers_at(port)
    with pytest.raises(Ended):
        opened.check()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_killed_owner_takes_the_server_along(trained: Trained) -> None:
    command = [sys.executable, "-c", OWNER, trained.environment.command, trained.model]
    owner = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    port = owner.stdout.readline().strip()
    assert servers_at(port)
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    wait_until_gone(port)


def test_somebody_who_does_not_want_to_wait_gets_no_server(trained: Trained) -> None:
    class Enough(Exception):  # noqa: N818 - it is no error
        pass

    looks: list[int] = []

    def go_on() -> None:
        looks.append(1)
        if len(looks) > 2:
            raise Enough

    before = running_servers()
    with pytest.raises(Enough):
        open_live(trained.settings, lambda _: None, go_on)
    assert running_servers() == before


def test_a_file_that_is_no_model_is_told(trained: Trained, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.tar.gz"
    wrong.write_bytes(b"no archive")
    settings = type(trained.settings)(command=trained.settings.command, model=wrong)
    with pytest.raises((NoModel, Ended)):
        open_live(settings, lambda _: None, lambda: None)


def test_a_command_that_is_no_rasa_is_told(tmp_path: Path, trained: Trained) -> None:
    settings = type(trained.settings)(command=(sys.executable,), model=trained.model)
    with pytest.raises(CannotStart, match="no command `rasa`"):
        open_live(settings, lambda _: None, lambda: None)
    settings = type(trained.settings)(command=("no-such-rasa",), model=trained.model)
    with pytest.raises(CannotStart, match="there is no command 'no-such-rasa'"):
        open_live(settings, lambda _: None, lambda: None)
    settings = type(trained.settings)(command=trained.settings.command, model=tmp_path / "none.tar.gz")
    with pytest.raises(CannotStart, match="there is no model"):
        open_live(settings, lambda _: None, lambda: None)

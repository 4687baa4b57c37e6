"""Models that are trained once a run, and servers that run until it ends."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest
from environments import QUIET, VERSIONS, environment
from live_servers import Running, Trained

from bots import write_bot
from live_bots import BOT_1X, BOT_3X
from teachback.policies.live.opening import open_live


@pytest.fixture(scope="session", params=VERSIONS)
def trained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    rasa = environment(request.param)
    folder = write_bot(tmp_path_factory.mktemp(f"rasa-{rasa.version}"), BOT_1X if rasa.generation == 1 else BOT_3X)
    done = subprocess.run(
        [rasa.command, "train", "--augmentation", "0", "--fixed-model-name", "bot"],
        cwd=folder,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
        check=False,
    )
    model = folder / "models" / "bot.tar.gz"
    assert model.is_file(), done.stdout + done.stderr
    return Trained(rasa, folder, model)


@pytest.fixture(scope="session")
def running(trained: Trained) -> Iterator[Running]:
    log: list[str] = []
    opened = open_live(trained.settings, log.append, lambda: None)
    yield Running(trained, opened, log)
    opened.close()

"""What the tests of a running Rasa have to do with: a trained project, a server that has its model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from environments import Environment

from teachback.policies.live.opening import OpenServer
from teachback.policies.live.settings import LiveSettings

SECONDS = 60.0
"""For one answer: the machine may be busy with other tests, and no test here is about speed."""


@dataclass(frozen=True)
class Trained:
    """A project with a model of it."""

    environment: Environment
    folder: Path
    model: Path

    @property
    def settings(self) -> LiveSettings:
        command = (self.environment.command.as_posix(),)
        return LiveSettings(command=command, model=self.model, seconds=SECONDS)


@dataclass(frozen=True)
class Running:
    """A project whose model a server has loaded, and all that the server wrote to its log."""

    trained: Trained
    opened: OpenServer
    log: list[str]

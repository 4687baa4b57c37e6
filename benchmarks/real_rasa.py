"""Real Rasa of both generations, where `make test-rasa` has installed it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

_CACHE = Path.home() / ".cache" / "teachback"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}


class Peer(NamedTuple):
    """A real Rasa, and which of the two projects it reads."""

    name: str
    project: str
    command: tuple[str, ...]

    @property
    def is_here(self) -> bool:
        """Whether it is installed."""
        return Path(self.command[0]).exists()


def _peer(version: str, project: str) -> Peer:
    program = _CACHE / f"rasa-{version}" / "bin" / "rasa"
    return Peer(
        f"rasa {version}",
        project,
        (str(program), "data", "validate", "stories", "--data", "data", "--domain", "domain.yml"),
    )


PEERS = (_peer("1.10.26", "markdown"), _peer("3.6.21", "yaml"))

"""Where real Rasa is installed: one environment a generation, made by `make test-rasa`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

VARIABLE = "TEACHBACK_RASA_ENVIRONMENTS"
VERSIONS = ("1.10.26", "3.6.21")
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}


@dataclass(frozen=True)
class Environment:
    """An installed Rasa."""

    version: str
    command: Path

    @property
    def generation(self) -> int:
        return int(self.version[0])


def folder() -> Path:
    """Where the environments lie."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "teachback"


def environment(version: str) -> Environment:
    """The Rasa of a version; skips the test where it is not installed."""
    command = folder() / f"rasa-{version}" / "bin" / "rasa"
    if not command.is_file():
        pytest.skip(f"Rasa {version} is not in {folder()} (or ${VARIABLE}); `make test-rasa` installs it")
    return Environment(version, command)

"""A running Rasa for a command of the terminal: which one is meant, and what is said while it is opened."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from teachback.cli.meant import UsageError
from teachback.dialogue.domain import Domain
from teachback.policies.live.settings import TOKEN_VARIABLE, USUAL_SECONDS, LiveSettings

if TYPE_CHECKING:  # most commands ask no running Rasa
    from teachback.policies.live.live_engine import LiveEngine

EMBEDDED = "embedded"
RASA = "rasa"
USUAL_COMMAND = "rasa"


def live_settings(arguments: argparse.Namespace) -> LiveSettings | None:
    """Which Rasa to ask; ``None`` for the embedded engine. Raises ``UsageError`` for options that do not fit."""
    url: str | None = arguments.rasa_url
    model: str | None = arguments.model
    if arguments.engine == EMBEDDED:
        if url is not None or model is not None:
            raise UsageError("--rasa-url and --model are for --engine rasa.")
        return None
    if (url is None) == (model is None):
        raise UsageError(
            "--engine rasa asks a Rasa server: give either its address with --rasa-url, "
            "or a model file with --model from which to start one."
        )
    return LiveSettings(
        url=url,
        token=arguments.rasa_token or os.environ.get(TOKEN_VARIABLE),
        command=_command(arguments.rasa_command),
        model=Path(model) if model is not None else None,
        seconds=_seconds(arguments.rasa_timeout),
    )


@contextmanager
def live_engine(settings: LiveSettings, domain: Domain) -> Generator[LiveEngine]:
    """The engine of a Rasa that runs at least until the block ends; one that was started for it ends then.

    What a server writes to its log while it starts, goes to standard error. Raises ``LiveProblem``.
    """
    from teachback.policies.live.live_engine import LiveEngine  # noqa: PLC0415 - urllib3: see above
    from teachback.policies.live.opening import open_live  # noqa: PLC0415 - likewise

    if settings.starts:
        print(f"teachback: starting Rasa with {settings.model}", file=sys.stderr)
    opened = open_live(settings, _log, _go_on)
    try:
        yield LiveEngine(opened.server, domain)
    finally:
        opened.close()


def _command(text: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError as problem:
        raise UsageError(f"--rasa-command {text!r} cannot be split into words: {problem}.") from problem


def _seconds(text: str | None) -> float:
    if text is None:
        return USUAL_SECONDS
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise UsageError(f"--rasa-timeout takes a number of seconds above 0, not {text!r}.")
    return seconds


def _log(line: str) -> None:
    print(f"rasa: {line}", file=sys.stderr)


def _go_on() -> None:
    """Nobody takes back a command but by an interrupt, which needs no help."""

"""The interpreter of a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from teachback.project.snapshot import Snapshot
from teachback.teaching.understanding.embedded import EmbeddedInterpreter, Running, silent
from teachback.teaching.understanding.gathering import nlu_data_of
from teachback.teaching.understanding.interpreter import NO_DATA, CommandsFirst, WithoutData

if TYPE_CHECKING:  # few sessions ask a running Rasa
    from teachback.policies.live.server import LiveServer


def embedded_interpreter(
    snapshot: Snapshot, told: Callable[[str], None] = silent, running: Running | None = None
) -> CommandsFirst:
    """Commands, and the project's own NLU data for all other messages.

    ``told`` hears in words what goes on and what of the data could not be had, in this thread and in others.
    """
    gathered = nlu_data_of(snapshot)
    for problem in gathered.problems:
        told(problem)
    if not gathered.data.samples:
        told(NO_DATA)
        return CommandsFirst(snapshot.domain, WithoutData())
    model = EmbeddedInterpreter(gathered.data, snapshot.domain.intents, running=running, told=told)
    return CommandsFirst(snapshot.domain, model)


def live_interpreter(snapshot: Snapshot, server: LiveServer) -> CommandsFirst:
    """Commands, and a running Rasa for all other messages."""
    from teachback.teaching.understanding.live import LiveInterpreter  # noqa: PLC0415 - urllib3: see above

    return CommandsFirst(snapshot.domain, LiveInterpreter(server))

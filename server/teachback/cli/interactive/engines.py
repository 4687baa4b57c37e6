"""Who predicts in a session: Teachback's own policies, with what a saved model has learnt, or a running Rasa."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from teachback.cli.interactive.learning import Learning
from teachback.cli.live_rasa import EMBEDDED, RASA, live_engine, live_settings
from teachback.cli.meant import UsageError
from teachback.policies.live.problems import LiveProblem
from teachback.policies.live.settings import LiveSettings
from teachback.project.snapshot import Snapshot

if TYPE_CHECKING:  # few sessions ask a running Rasa
    from teachback.policies.live.live_engine import LiveEngine


@dataclass(frozen=True, slots=True)
class Engines:
    """``learning`` is the statistical policy; ``live`` is asked in the place of all policies, where there is one."""

    learning: Learning
    live: LiveEngine | None = None


@contextmanager
def engines(arguments: argparse.Namespace, snapshot: Snapshot) -> Generator[Engines]:
    """The engines that the command asks for; a Rasa that was started for it ends with the block.

    Raises ``UsageError`` for options that do not fit, and for a Rasa that gives no answer.
    """
    learning, settings = _chosen(arguments, snapshot)
    if settings is None:
        yield Engines(learning)
        return
    try:
        with live_engine(settings, snapshot.domain) as live:
            yield Engines(learning, live)
    except LiveProblem as problem:
        raise UsageError(str(problem)) from None


def _chosen(arguments: argparse.Namespace, snapshot: Snapshot) -> tuple[Learning, LiveSettings | None]:
    if arguments.model is None or arguments.engine != EMBEDDED or arguments.rasa_url is not None:
        return Learning(), live_settings(arguments)
    from teachback.cli.saved_model import recalled  # noqa: PLC0415 - SciPy: the first question comes without it
    from teachback.policies.saved.rasa_model import RasaModel  # noqa: PLC0415 - likewise

    known = recalled(Path(arguments.model), snapshot)
    if isinstance(known, RasaModel):  # whoever has trained it is asked
        return Learning(), live_settings(argparse.Namespace(**{**vars(arguments), "engine": RASA}))
    return Learning(known.learner), None

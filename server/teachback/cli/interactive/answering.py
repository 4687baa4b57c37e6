"""Where a question may be answered: here at the terminal alone, in ``page_answering`` on the teaching page as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from teachback.cli.interactive.asking import Run, ask
from teachback.cli.interactive.page_messages import PageOrder
from teachback.cli.interactive.showing import Screen
from teachback.dialogue.values import Value
from teachback.project.snapshot import Snapshot
from teachback.teaching.prompts import Question
from teachback.teaching.session.inputs import Answer
from teachback.teaching.session.session import Session

Answered = Answer | PageOrder
"""An answer, or a way out that was taken on the page."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A question with all that it is shown with."""

    question: Question
    session: Session
    slots: Mapping[str, Value]
    snapshot: Snapshot


class Answering(Protocol):
    """Asks a person. Ctrl-C raises ``KeyboardInterrupt``."""

    def answered(self, moment: Moment) -> Answered:
        """What was said first."""
        ...


class AtTerminal:
    """Nobody is asked but at the terminal, where ``run`` puts prompts up."""

    def __init__(self, screen: Screen, run: Run) -> None:
        self._screen = screen
        self._run = run

    def answered(self, moment: Moment) -> Answered:
        """What the person at the terminal says."""
        return ask(moment.question, self._screen, self._run)

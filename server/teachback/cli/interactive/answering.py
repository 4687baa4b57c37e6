"""Where a question may be answered: here at the terminal alone, in ``page_answering`` on the teaching page as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from teachback.cli.interactive.asking import Run, ask
from teachback.cli.interactive.page_messages import PageOrder
from teachback.cli.interactive.showing import Screen
from teachback.dialogue.values import Value
from teachback.teaching.prompts import Question
from teachback.teaching.session.inputs import Answer
from teachback.teaching.session.session import Session

Answered = Answer | PageOrder
"""An answer, or a way out that was taken on the page."""


class Answering(Protocol):
    """Asks a person. Ctrl-C raises ``KeyboardInterrupt``."""

    def answered(self, question: Question, session: Session, slots: Mapping[str, Value]) -> Answered:
        """What was said first."""
        ...


class AtTerminal:
    """Nobody is asked but at the terminal, where ``run`` puts prompts up."""

    def __init__(self, screen: Screen, run: Run) -> None:
        self._screen = screen
        self._run = run

    def answered(self, question: Question, session: Session, slots: Mapping[str, Value]) -> Answered:
        """What the person at the terminal says."""
        del session, slots
        return ask(question, self._screen, self._run)

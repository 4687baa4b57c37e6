"""Where a question may be answered: at the terminal alone, or there and on the teaching page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from teachback.cli.interactive.asking import ask
from teachback.cli.interactive.page_face import PageFace
from teachback.cli.interactive.page_messages import PageAnswer, PageOrder
from teachback.cli.interactive.shared_prompt import AnsweredElsewhereError, SharedPrompt
from teachback.cli.interactive.showing import Screen
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.values import Value
from teachback.teaching.prompts import Question
from teachback.teaching.session.inputs import Answer
from teachback.teaching.session.session import Session
from teachback.teaching.session.view_json import view

Answered = Answer | PageOrder
"""An answer, or a way out that was taken on the page."""


class Answering(Protocol):
    """Asks a person. Ctrl-C raises ``KeyboardInterrupt``."""

    def answered(self, question: Question, session: Session, slots: Mapping[str, Value], dialect: Dialect) -> Answered:
        """What was said first."""
        ...


class AtTerminal:
    """Nobody is asked but at the terminal."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def answered(self, question: Question, session: Session, slots: Mapping[str, Value], dialect: Dialect) -> Answered:
        """What the person at the terminal says."""
        del session, slots, dialect
        return ask(question, self._screen)


class AtTerminalAndPage:
    """The same question at the terminal and on every open page; the first answer counts."""

    def __init__(self, screen: Screen, prompt: SharedPrompt, page: PageFace) -> None:
        self._screen = screen
        self._prompt = prompt
        self._page = page

    def answered(self, question: Question, session: Session, slots: Mapping[str, Value], dialect: Dialect) -> Answered:
        """What was said first, here or there."""
        self._page.show(session, view(session, question, slots, dialect))
        try:
            answer = ask(question, self._screen, self._prompt.run)
        except AnsweredElsewhereError:
            return _plain(self._page.said())
        except KeyboardInterrupt:
            first = self._page.withdraw()
            if first is None:
                raise
            return _plain(first)
        first = self._page.withdraw()
        return answer if first is None else _plain(first)


def _plain(said: PageAnswer | PageOrder) -> Answered:
    return said.answer if isinstance(said, PageAnswer) else said

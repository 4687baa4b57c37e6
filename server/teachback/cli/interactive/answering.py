"""Where a question may be answered: at the terminal alone, or there and on the teaching page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from teachback.cli.interactive.asking import ask
from teachback.cli.interactive.page_face import PageFace
from teachback.cli.interactive.page_messages import PageAnswer, PageOrder
from teachback.cli.interactive.shared_prompt import AnsweredElsewhereError, SharedPrompt
from teachback.cli.interactive.showing import Screen
from teachback.dialogue.values import Value
from teachback.project.snapshot import Snapshot
from teachback.teaching.prompts import Question
from teachback.teaching.session.inputs import Answer
from teachback.teaching.session.session import Session
from teachback.teaching.session.view_json import view

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
    """Nobody is asked but at the terminal."""

    def __init__(self, screen: Screen, prompt: SharedPrompt) -> None:
        self._screen = screen
        self._prompt = prompt

    def answered(self, moment: Moment) -> Answered:
        """What the person at the terminal says."""
        return ask(moment.question, self._screen, self._prompt.run)


class AtTerminalAndPage:
    """The same question at the terminal and on every open page; the first answer counts."""

    def __init__(self, screen: Screen, prompt: SharedPrompt, page: PageFace) -> None:
        self._screen = screen
        self._prompt = prompt
        self._page = page

    def answered(self, moment: Moment) -> Answered:
        """What was said first, here or there."""
        self._page.show(moment.session, view(moment.session, moment.question, moment.slots, moment.snapshot))
        try:
            answer = ask(moment.question, self._screen, self._prompt.run)
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

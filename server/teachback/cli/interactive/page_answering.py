"""The terminal and the teaching page together."""

from __future__ import annotations

from collections.abc import Mapping

from teachback.cli.interactive.answering import Answered
from teachback.cli.interactive.asking import Run, ask
from teachback.cli.interactive.page_face import PageFace
from teachback.cli.interactive.page_messages import PageAnswer, PageOrder
from teachback.cli.interactive.shared_prompt import AnsweredElsewhereError
from teachback.cli.interactive.showing import Screen
from teachback.dialogue.values import Value
from teachback.teaching.prompts import Question
from teachback.teaching.session.session import Session
from teachback.teaching.session.view_json import view


class AtTerminalAndPage:
    """The same question at the terminal and on every open page; the first answer counts."""

    def __init__(self, screen: Screen, run: Run, page: PageFace) -> None:
        self._screen = screen
        self._run = run
        self._page = page

    def answered(self, question: Question, session: Session, slots: Mapping[str, Value]) -> Answered:
        """What was said first, here or there."""
        self._page.show(session, view(session, question, slots))
        try:
            answer = ask(question, self._screen, self._run)
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

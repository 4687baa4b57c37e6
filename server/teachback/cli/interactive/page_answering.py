"""The terminal and the teaching page together."""

from __future__ import annotations

from teachback.cli.interactive.answering import Answered, Moment
from teachback.cli.interactive.asking import Run, ask
from teachback.cli.interactive.page_face import PageFace
from teachback.cli.interactive.page_messages import PageAnswer, PageOrder
from teachback.cli.interactive.shared_prompt import AnsweredElsewhereError
from teachback.cli.interactive.showing import Screen
from teachback.teaching.session.view_json import view


class AtTerminalAndPage:
    """The same question at the terminal and on every open page; the first answer counts."""

    def __init__(self, screen: Screen, run: Run, page: PageFace) -> None:
        self._screen = screen
        self._run = run
        self._page = page

    def answered(self, moment: Moment) -> Answered:
        """What was said first, here or there."""
        self._page.show(moment.session, view(moment.session, moment.question, moment.slots, moment.snapshot))
        try:
            answer = ask(moment.question, self._screen, self._run)
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

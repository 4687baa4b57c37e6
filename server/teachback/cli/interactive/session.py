"""One session in the terminal, from its first question to its end."""

from __future__ import annotations

import os
from collections.abc import Callable

from teachback.cli.interactive.answering import Answering, Moment
from teachback.cli.interactive.asking import confirmed, picked
from teachback.cli.interactive.page_messages import PageOrder
from teachback.cli.interactive.showing import Screen
from teachback.cli.interactive.text_editor import NONE_SET, open_in, text_editor
from teachback.cli.interactive.workroom import Workroom
from teachback.dialogue.domain import Domain
from teachback.teaching.journal.journal import JournalError
from teachback.teaching.reason import StoryPlace
from teachback.teaching.session.conductor import Conductor
from teachback.teaching.session.inputs import Answer, Exported, Fork, StartFresh, Told, Undo, UnfitAnswerError
from teachback.teaching.session.phases import FacingContradiction, JudgingMessage, Listening
from teachback.teaching.session.session import Session
from teachback.teaching.session.validation import OPEN, REMOVE
from teachback.teaching.session.ways_out import WayOut, before_quitting, fork_at, fork_points, menu

Leave = Callable[[], bool]
"""Carries out a way out; true when the session is over."""

Export = Callable[[Session], Exported | None]
"""Leads a session into the files; ``None`` where nothing was written."""


class TerminalSession:
    """Asks until the person leaves. Ctrl-C at a question, or while something runs, opens the menu."""

    def __init__(
        self,
        conductor: Conductor,
        workroom: Workroom,
        screen: Screen,
        export: Export,
        answering: Answering,
    ) -> None:
        self._conductor = conductor
        self._workroom = workroom
        self._screen = screen
        self._write = export
        self._answering = answering
        self._ways: dict[WayOut, Leave] = {
            WayOut.CONTINUE: lambda: False,
            WayOut.UNDO: self._undo,
            WayOut.FORK: self._fork,
            WayOut.FRESH: self._start_fresh,
            WayOut.EXPORT: lambda: self._export(leave=False),
            WayOut.EXPORT_AND_QUIT: lambda: self._export(leave=True),
            WayOut.QUIT: self._quit,
        }

    def run(self) -> None:
        """Until the person has had enough. Whatever is raised, the journal holds what was confirmed."""
        while not self._is_over():
            pass

    def _is_over(self) -> bool:
        try:
            return self._step()
        except KeyboardInterrupt:
            return self._interrupted()
        except JournalError as problem:
            self._screen.say(str(problem))
            return self._interrupted()
        except UnfitAnswerError as problem:
            self._screen.say(str(problem))
            return False

    def _step(self) -> bool:
        """One question and its answer; true when the session is over."""
        question = self._conductor.question()
        session = self._conductor.session
        slots = self._workroom.slots(session.conversation)
        snapshot = self._workroom.project.snapshot
        if not isinstance(session.phase, JudgingMessage):
            self._screen.conversation(session.conversation, slots, snapshot.dialect)
        self._screen.catch_up()
        self._screen.remark(session.remark)
        match self._answering.answered(Moment(question, session, slots, snapshot)):
            case PageOrder(_, WayOut.FORK, message):
                self._conductor.give(Fork(message or 0))
                return False
            case PageOrder(_, way):
                return self._ways[way]()
            case answer:
                self._take(session, answer)
                return False

    def _take(self, session: Session, answer: Answer) -> None:
        if isinstance(session.phase, Listening) and _wants_out(answer, self._workroom.domain):
            raise KeyboardInterrupt
        if isinstance(session.phase, FacingContradiction):
            self._clear_up(session.phase.judged.proposal.unvalidated, answer)
        self._conductor.give(answer)

    def _clear_up(self, stories: tuple[StoryPlace, ...], answer: Answer) -> None:
        """Do with contradictory stories what the person wants."""
        match answer:
            case Told(value) if value == REMOVE:
                self._screen.remark(self._workroom.remove_stories(stories))
            case Told(value) if value == OPEN:
                self._screen.stories(stories)
                editor = text_editor(os.environ)
                self._screen.remark(open_in(editor, stories) if editor else NONE_SET)
            case _:
                pass

    def _interrupted(self) -> bool:
        """The menu; Ctrl-C in it goes on, so that nobody leaves by pressing it once too often."""
        question = menu(self._conductor.session)
        try:
            return self._ways[WayOut(picked(question.message, question.choices))]()
        except KeyboardInterrupt:
            return False
        except (UnfitAnswerError, JournalError) as problem:
            self._screen.say(str(problem))
            return False

    def _undo(self) -> bool:
        self._conductor.give(Undo())
        return False

    def _fork(self) -> bool:
        question = fork_points(self._conductor.session)
        self._conductor.give(fork_at(picked(question.message, question.choices)))
        return False

    def _start_fresh(self) -> bool:
        self._conductor.give(StartFresh())
        return False

    def _export(self, *, leave: bool) -> bool:
        written = self._write(self._conductor.session)
        if written is None:
            return False
        self._conductor.give(written)
        return leave and self._quit()

    def _quit(self) -> bool:
        question = before_quitting(self._conductor.session)
        return question is None or confirmed(question.message, usual=question.usual)


def _wants_out(answer: Answer, domain: Domain) -> bool:
    """An empty message opens the menu (R1:core/training/interactive.py:_ask_user), and so does the ``/stop`` of the
    documentation, where it is no intent.
    """
    match answer:
        case Told(text):
            return not text.strip() or (text.strip() == "/stop" and "stop" not in domain.intents)
        case _:
            return False

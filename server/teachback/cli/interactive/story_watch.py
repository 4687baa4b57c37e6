"""Watches the files while contradictory stories are asked about."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Thread

from teachback.cli.interactive.answering import Answered, Answering, Moment
from teachback.cli.interactive.shared_prompt import SharedPrompt
from teachback.cli.interactive.workroom import Workroom
from teachback.project.disk_changes import DiskChanges
from teachback.teaching.session.phases import FacingContradiction
from teachback.teaching.session.session import Session
from teachback.teaching.session.validation import LOOK_AGAIN, look

_BETWEEN_LOOKS = 0.2  # seconds


class Watched:
    """Asks as another does, and answers in the person's place once no story says the opposite any more."""

    def __init__(self, answering: Answering, prompt: SharedPrompt, workroom: Workroom) -> None:
        self._answering = answering
        self._prompt = prompt
        self._workroom = workroom

    def answered(self, moment: Moment) -> Answered:
        """What was said first, or seen in the files."""
        if not isinstance(moment.session.phase, FacingContradiction):
            return self._answering.answered(moment)
        with self._watching(moment.session):
            return self._answering.answered(moment)

    @contextmanager
    def _watching(self, session: Session) -> Generator[None]:
        closed = Event()
        thread = Thread(target=self._watch, args=(session, closed), name="stories", daemon=True)
        thread.start()
        try:
            yield
        finally:
            closed.set()
            thread.join()
            self._prompt.forget()

    def _watch(self, session: Session, closed: Event) -> None:
        layout = self._workroom.project.layout
        changes = DiskChanges(layout)
        while self._workroom.propose(look(session)).unvalidated:
            while not changes.since_last_time(layout):
                if closed.wait(_BETWEEN_LOOKS):
                    return
            # Whoever writes a file may not be done with it.
            while changes.since_last_time(layout):
                if closed.wait(_BETWEEN_LOOKS):
                    return
        self._prompt.answer(LOOK_AGAIN)

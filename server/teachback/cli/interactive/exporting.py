"""The way out of a session into the files, in the terminal: asked about, shown, then written."""

from __future__ import annotations

from teachback.cli.interactive.asking import ask as ask_person
from teachback.cli.interactive.asking import checked
from teachback.cli.interactive.showing import Screen
from teachback.cli.interactive.workroom import Workroom
from teachback.cli.written_edits import NotWrittenError, text_on_disk, write
from teachback.teaching.export.talk.machine import advance, ask, begun, begun_again
from teachback.teaching.export.talk.phases import Asking, Checked, Deciding, ExportAnswer, Left, Writing
from teachback.teaching.export.talk.trying import Ground
from teachback.teaching.prompts import Check
from teachback.teaching.session.inputs import Exported
from teachback.teaching.session.session import Session


class Exporting:
    """Asks and writes. ``as_tests`` wants test stories in the place of training stories, until the person does not."""

    def __init__(self, workroom: Workroom, screen: Screen, beside: str | None, *, as_tests: bool) -> None:
        self._workroom = workroom
        self._screen = screen
        self._beside = beside
        self._as_tests = as_tests

    def export(self, session: Session) -> Exported | None:
        """What was written, and what was not wanted; ``None`` where the person thought better of it.

        Raises ``KeyboardInterrupt`` at Ctrl-C, with nothing written.
        """
        phase = begun(session, self._beside, self._ground(), tests=self._as_tests)
        while not isinstance(phase, Left):
            if not isinstance(phase, Writing):
                phase = advance(phase, self._answer(phase), self._ground())
            elif self._is_written(phase):
                return phase.exported
            else:
                phase = begun_again(phase, self._ground())
        return None

    def _answer(self, phase: Asking) -> ExportAnswer:
        shown = ask(phase)
        if isinstance(phase, Deciding) and shown.changes is not None:  # at any other question it would be in the way
            self._screen.difference(shown.changes)
        for remark in shown.remarks:
            self._screen.say(remark)
        if isinstance(shown.question, Check):
            return Checked(checked(shown.question))
        return ask_person(shown.question, self._screen)

    def _is_written(self, phase: Writing) -> bool:
        try:
            write(phase.tried.plan.changes)
        except NotWrittenError as problem:
            self._screen.say(str(problem))
            return False
        self._screen.say("Successfully wrote stories and NLU data")
        return True

    def _ground(self) -> Ground:
        return Ground(self._workroom.inspection().facts, self._workroom.statistics, text_on_disk)

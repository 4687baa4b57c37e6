"""A host of the teaching page for its tests: a real session over a small project, in which the policies and the
understanding of free text are written down here, so that every question is known beforehand.

Prints one line of JSON for its address, one for whatever a page says, and one for its end.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from queue import Queue

from scenes import CHANGES, PROJECT, READING, graph, proposal

from teachback.cli.interactive.page_files import built_page
from teachback.cli.interactive.page_messages import FromPage, OpenPlace, PageAnswer, PageOrder
from teachback.cli.interactive.page_server import PageServer
from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Transcript, Understanding, events_of
from teachback.dialogue.values import Value
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.teaching.actions.embedded import embedded_actions
from teachback.teaching.actions.outcome import Outcome
from teachback.teaching.prompts import Question
from teachback.teaching.session.conductor import Conductor
from teachback.teaching.session.inputs import Agreed, Fork, Input, StartFresh, Undo, UnfitAnswerError
from teachback.teaching.session.proposal import Proposal
from teachback.teaching.session.session import Session, started
from teachback.teaching.session.view_json import view
from teachback.teaching.session.ways_out import WayOut, before_quitting
from teachback.teaching.session.wishes import FillSlots, Predict, Run
from teachback.teaching.understanding.commands import is_command, read_command


class Scripted:
    """``Surroundings`` with real actions and a real domain."""

    def __init__(self, project: Project) -> None:
        self.snapshot = project.snapshot
        self._actions = embedded_actions(project.snapshot)
        self.domain: Domain = project.snapshot.domain

    def understand(self, text: str) -> Understanding:
        if is_command(text, self.domain.dialect):
            return read_command(text, self.domain).understanding
        return READING.get(text, Understanding(text, None, 0.0))

    def fill_slots(self, wish: FillSlots) -> Outcome:
        return self._actions.after_message(wish.transcript)

    def propose(self, wish: Predict) -> Proposal:
        return proposal(wish.transcript, self.domain)

    def run(self, wish: Run) -> Outcome:
        return self._actions.run(wish.action, wish.transcript)

    def slots(self, transcript: Transcript) -> Mapping[str, Value]:
        conversation = Conversation(Featurizer(self.domain))
        for event in events_of(transcript):
            conversation.apply(event)
        return conversation.slots


class Nowhere:
    """No journal: nothing of a test is to be resumed."""

    def append(self, given: Input) -> None:
        pass


class Host:
    """Asks until a page says that it is over."""

    def __init__(self, surroundings: Scripted) -> None:
        files = built_page()
        if files is None:
            sys.exit("The page was not built: `make page`.")
        self._surroundings = surroundings
        self._conductor = Conductor(started(), surroundings, Nowhere())
        self._inbox: Queue[FromPage] = Queue()
        self._server = PageServer(files, self._inbox.put, port=0)

    def run(self) -> None:
        say("address", self._server.address)
        self._publish(self._conductor.question())
        while (farewell := self._heard(self._next())) is None:
            pass
        self._server.close(farewell)
        say("ended", farewell)

    def _heard(self, message: PageAnswer | PageOrder) -> str | None:
        """What to part with, if the session is over."""
        try:
            match message:
                case PageAnswer(_, answer):
                    self._conductor.give(answer)
                case PageOrder(_, WayOut.UNDO):
                    self._conductor.give(Undo())
                case PageOrder(_, WayOut.FORK, at):
                    self._conductor.give(Fork(at or 0))
                case PageOrder(_, WayOut.FRESH):
                    self._conductor.give(StartFresh())
                case PageOrder(_, WayOut.QUIT):
                    return self._parting()
                case PageOrder():
                    self._server.problem("This host of tests exports nothing.")
                    return None
        except UnfitAnswerError as problem:
            self._server.problem(str(problem))
            return None
        self._publish(self._conductor.question())
        return None

    def _parting(self) -> str | None:
        asked = before_quitting(self._session)
        if asked is not None:
            self._publish(asked)
            if self._next() != PageAnswer(self._serial, Agreed(yes=True)):
                self._publish(self._conductor.question())
                return None
        return "The session is over. You can close this page."

    def _publish(self, question: Question) -> None:
        session = self._session
        slots = self._surroundings.slots(session.conversation)
        shown = view(session, question, slots, self._surroundings.snapshot)
        self._serial = self._server.publish(shown)
        self._server.complete(self._serial, graph(session), CHANGES)

    def _next(self) -> PageAnswer | PageOrder:
        while True:
            message = self._inbox.get()
            say(type(message).__name__, asdict(message))
            if not isinstance(message, OpenPlace):
                return message

    @property
    def _session(self) -> Session:
        return self._conductor.session


def say(name: str, told: object) -> None:
    """Tell the suite something."""
    print(json.dumps({name: told}, default=str), flush=True)  # noqa: T201 - this is how the suite hears of it


def main() -> None:
    """A session over the project of the scenes."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in PROJECT.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        project = Project(Path(folder), Options())
        project.read()
        Host(Scripted(project)).run()


if __name__ == "__main__":
    main()

"""How long a person waits between two questions of interactive learning in an editor.

    python benchmarks/editor_session.py PROJECT…

As `session.py` does in the terminal: in each project the training conversations are taught again, what the user
says and then the story's own actions, here by a client of a real `teachback lsp` over standard input and output. A wait
is the time from an answer to the next question. It is measured twice: for a person who sees graph and changes of a
question before answering it, and for one who answers at once, while the server is still at them.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

from stdio_client import Json, StdioClient, stdio_client

from teachback.checks.inspection import Inspector
from teachback.dialogue.events import ActionExecuted, UserUttered
from teachback.policies.conversations import training_conversations
from teachback.project.project import Project
from teachback.teaching.understanding.commands import command_of

_LISTENING = "Your input ->"
_JUDGING = "The bot wants to run"
_NOT_THESE = {"again", "other action"}


@dataclass
class Page:
    """What the page of a session shows: the latest view, and the number of the view that has its graph and changes;
    and whether the server has learnt the stories by now.
    """

    view: Json = field(default_factory=dict[str, Any])
    serial: int = 0
    complete: int = 0
    training: bool = False
    learnt: bool = False

    def hear(self, message: Json) -> None:
        """Take in whatever the server says."""
        match message.get("method"), message.get("params"):
            case "teachback/teach/update", {"message": {"type": "view", "serial": serial, "view": view}}:
                self.view, self.serial = view, serial
            case "teachback/teach/update", {"message": {"type": "beside", "serial": serial}}:
                self.complete = serial
            case "teachback/status", {"state": "training"}:
                self.training = True
            case "teachback/status", {"state": "ready"}:
                self.learnt = self.training
            case _:
                pass

    @property
    def listens(self) -> bool:
        """Whether it is the user's turn."""
        return self.view["question"]["message"] == _LISTENING


@dataclass(frozen=True, slots=True)
class Talk:
    """A session of interactive learning; ``patient``: a question is answered when all is shown that belongs to it."""

    client: StdioClient
    page: Page
    session: str
    patient: bool

    def order(self, name: str, **more: object) -> float:
        """Answer, or take a way out; the seconds until the next question."""
        serial, page = self.page.serial, self.page
        begun = time.perf_counter()
        self.client.begin(f"teachback/teach/{name}", {"session": self.session, "serial": serial, **more})
        self.client.wait(lambda _: page.serial > serial)
        seconds = time.perf_counter() - begun
        if self.patient:
            self.client.wait(lambda _: page.complete == page.serial)
        return seconds

    def answer(self, value: bool | str) -> float:
        """Answer the question; the seconds until the next one."""
        return self.order("answer", answer={"value": value})


def main() -> None:
    """Print two lines for each project."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="+", type=Path, metavar="PROJECT")
    parser.add_argument("--most", type=int, default=60, metavar="N", help="so many waits in each project at the most")
    arguments = parser.parse_args()
    for project in arguments.projects:
        for patient in (True, False):
            with _talk(project, patient=patient) as talk:
                waits = list(islice(_waits(project, talk), arguments.most))
            print(
                f"{project.name} in an editor, answered {'when all is shown' if patient else 'at once'}: "
                f"{len(waits)} waits, median {1000 * statistics.median(waits):.1f} ms, "
                f"95 % within {1000 * statistics.quantiles(waits, n=20)[-1]:.1f} ms, longest {1000 * max(waits):.1f} ms"
            )


@contextmanager
def _talk(root: Path, *, patient: bool) -> Generator[Talk]:
    """A session in a copy of a project, begun when its stories have been learnt."""
    page = Page()
    with tempfile.TemporaryDirectory() as folder:
        copy = copytree(root, Path(folder, root.name), ignore=ignore_patterns(".teachback"))
        with stdio_client(copy, page.hear) as client:
            client.wait(lambda _: page.learnt)
            session = client.ask("teachback/teach/start", {"where": {"kind": "fresh"}})["session"]
            if page.serial == 0:
                client.wait(lambda _: page.serial > 0)
            yield Talk(client, page, session, patient)


def _waits(root: Path, talk: Talk) -> Iterator[float]:
    project = Project(root)
    project.read()
    tables = Inspector().inspect(project.snapshot).facts.tables
    for conversation in training_conversations(tables).found:
        for event in conversation.events:
            yield from _step(talk, event)
        talk.order("restart")


def _step(talk: Talk, event: object) -> Iterator[float]:
    """The waits until an event of a story has happened."""
    match event:
        case UserUttered() if talk.page.listens:
            yield talk.answer(command_of(event))
        case ActionExecuted(name):
            while not talk.page.listens:
                answer = _towards(talk.page.view["question"], name)
                yield talk.answer(answer)
                if answer is not False:
                    return
        case _:
            pass


def _towards(question: Json, action: str) -> bool | str:
    values = [choice["value"] for choice in question.get("choices", ())]
    match question["kind"]:
        case "confirm":
            return not question["message"].startswith(_JUDGING) or f"'{action}'" in question["message"]
        case "choose":
            return action if action in values else next(each for each in values if each not in _NOT_THESE)
        case _:
            return "slot{}"


if __name__ == "__main__":
    main()

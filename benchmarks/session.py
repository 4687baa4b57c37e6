"""How long a person waits between two questions of `teachback teach`, and for the first one.

    python benchmarks/session.py PROJECT…

In each project the training conversations are taught again: what the user says, then the story's own actions, chosen
where something else is proposed. A wait is the time from an answer to the next question. Actions run without an action
server. The first question is waited for in a terminal of its own, from the start of the command.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from shutil import copytree

from teachback.cli.interactive.workroom import Resources, Workroom
from teachback.dialogue.events import ActionExecuted, UserUttered
from teachback.policies.conversations import training_conversations
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.teaching.prompts import Choose, Confirm, Question
from teachback.teaching.session.conductor import Conductor
from teachback.teaching.session.inputs import Agreed, Answer, Input, StartFresh, Told
from teachback.teaching.session.phases import JudgingAction, Listening
from teachback.teaching.session.session import started
from teachback.teaching.understanding.commands import command_of
from teachback.teaching.understanding.opening import embedded_interpreter

_FIRST = b"Your input"
_LONGEST = 60.0


class Nowhere:
    """No journal: a disk would be measured otherwise."""

    def append(self, given: Input) -> None:
        """Forget it."""


def main() -> None:
    """Print a line for each project."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="+", type=Path, metavar="PROJECT")
    parser.add_argument("--most", type=int, default=300, metavar="N", help="so many waits in each project at the most")
    arguments = parser.parse_args()
    for project in arguments.projects:
        waits = list(islice(_waits(project), arguments.most))
        first = _first_question(project)
        print(
            f"{project.name}: {len(waits)} waits, median {1000 * statistics.median(waits):.1f} ms, "
            f"95 % within {1000 * statistics.quantiles(waits, n=20)[-1]:.1f} ms, longest {1000 * max(waits):.1f} ms; "
            f"first question after {first:.2f} s"
        )


def _waits(root: Path) -> Iterator[float]:
    project = Project(root)
    project.read()
    workroom = Workroom(project, Options(), Resources(embedded_interpreter(project.snapshot)), _told)
    try:
        yield from _taught(workroom)
    finally:
        workroom.close()


def _told(text: str) -> None:
    print(text, file=sys.stderr)


def _taught(workroom: Workroom) -> Iterator[float]:
    workroom.prepare()
    tables = workroom.inspection().facts.tables
    conductor = Conductor(replace(started(), alone=True), workroom, Nowhere())
    conductor.question()
    for conversation in training_conversations(tables).found:
        for event in conversation.events:
            yield from _step(conductor, event)
        conductor.give(StartFresh())


def _step(conductor: Conductor, event: object) -> Iterator[float]:
    """The waits until an event of a story has happened."""
    match event:
        case UserUttered() if isinstance(conductor.session.phase, Listening):
            yield _wait(conductor, Told(command_of(event)))
        case ActionExecuted(name):
            while not isinstance(conductor.session.phase, Listening):
                answer = _towards(conductor.question(), conductor, name)
                yield _wait(conductor, answer)
                if isinstance(answer, Told) or answer.yes:
                    return
        case _:
            pass


def _towards(question: Question, conductor: Conductor, action: str) -> Answer:
    phase = conductor.session.phase
    match question:
        case Confirm() if isinstance(phase, JudgingAction):
            return Agreed(phase.proposal.action == action)
        case Confirm():
            return Agreed(True)
        case Choose(_, _, choices) if any(choice.value == action for choice in choices):
            return Told(action)
        case Choose(_, _, choices):
            return Told(next(choice.value for choice in choices if choice.value not in {"again", "other action"}))
        case _:
            return Told("slot{}")


def _wait(conductor: Conductor, answer: Answer) -> float:
    begun = time.perf_counter()
    conductor.give(answer)
    conductor.question()
    return time.perf_counter() - begun


def _first_question(root: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        copy = copytree(root, Path(folder, root.name))
        terminal, other = pty.openpty()
        command = [sys.executable, "-m", "teachback", "teach", str(copy), "--skip-visualization"]
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, stdin=other, stdout=other, stderr=other, start_new_session=True
        )
        try:
            return _until(terminal, begun)
        finally:
            process.kill()
            process.wait()
            os.close(terminal)
            os.close(other)


def _until(terminal: int, begun: float) -> float:
    seen = b""
    while _FIRST not in seen:
        if not select.select([terminal], [], [], _LONGEST)[0]:
            raise TimeoutError(seen.decode(errors="replace"))
        seen += os.read(terminal, 4096)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

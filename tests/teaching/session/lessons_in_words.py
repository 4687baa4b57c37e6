"""Interactive learning as one script: what a person does, line by line, with the real policies, actions and commands.

A line `> TEXT` says something, `y` and `n` answer a yes-or-no question, `= TEXT` answers any other, `undo`, `fork N`
and `fresh` are orders. What is asked can be looked at in between.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bots import open_bot
from teachback.checks.inspection import Inspector
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import Event
from teachback.dialogue.transcript import BotRan, BotSaid, Transcript, Understanding, UserSaid, events_of
from teachback.policies.configuration import read_configuration
from teachback.policies.predictor import Predictor
from teachback.policies.statistical.learner import learner_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import training_set
from teachback.project.project import Project
from teachback.teaching.actions.embedded import embedded_actions
from teachback.teaching.actions.outcome import Outcome
from teachback.teaching.prompts import Question
from teachback.teaching.session.apprentice import Apprentice, apprentice_of
from teachback.teaching.session.conductor import Conductor
from teachback.teaching.session.inputs import Agreed, Answer, Fork, Input, Order, StartFresh, Told, Undo
from teachback.teaching.session.proposal import Proposal
from teachback.teaching.session.session import Session, started
from teachback.teaching.session.wishes import FillSlots, Predict, Run
from teachback.teaching.understanding.commands import command_of, read_command


class Classroom:
    """``Surroundings`` of a bot on disk; what is no command is understood as ``understood`` says."""

    def __init__(self, project: Project, *, statistics: bool = False, live: Predictor | None = None) -> None:
        self.project = project
        self.understood: dict[str, Understanding] = {}
        self._statistics = statistics
        self._live = live
        self._apprentice: Apprentice | None = None

    @property
    def domain(self) -> Domain:
        return self.project.snapshot.domain

    def understand(self, text: str) -> Understanding:
        return self.understood.get(text) or read_command(text, self.domain).understanding

    def fill_slots(self, wish: FillSlots) -> Outcome:
        return embedded_actions(self.project.snapshot).after_message(wish.transcript)

    def propose(self, wish: Predict) -> Proposal:
        if self._apprentice is None or self._apprentice.facts.snapshot is not self.project.snapshot:
            facts = Inspector().inspect(self.project.snapshot).facts
            configuration = read_configuration(facts.snapshot.config, facts.snapshot.dialect)
            lessons = training_set(facts.tables.examples(), self.domain, facts.tables.max_history)
            learner = learner_of(train(lessons), lessons) if self._statistics else None
            self._apprentice = apprentice_of(facts, configuration, learner)
        return self._apprentice.propose(wish, self._live)

    def run(self, wish: Run) -> Outcome:
        return embedded_actions(self.project.snapshot).run(wish.action, wish.transcript)


class Notes:
    """A journal in memory."""

    def __init__(self) -> None:
        self.inputs: list[Input] = []

    def append(self, given: Input) -> None:
        self.inputs.append(given)


class Lesson:
    """A session under way."""

    def __init__(self, classroom: Classroom, transcript: Transcript | None = None) -> None:
        self.classroom = classroom
        self.notes = Notes()
        self.conductor = Conductor(started(transcript) if transcript else started(), classroom, self.notes)

    @property
    def session(self) -> Session:
        return self.conductor.session

    @property
    def question(self) -> Question:
        return self.conductor.question()

    @property
    def asked(self) -> str:
        return self.question.message

    def do(self, script: str) -> Lesson:
        for line in filter(None, map(str.strip, script.splitlines())):
            self.conductor.question()
            self.conductor.give(given(line))
        return self

    def told(self) -> list[str]:
        """The conversation in short: messages, actions, and other events as their representation."""
        self.conductor.question()
        return [short(entry) for entry in self.session.conversation]

    def events(self) -> tuple[Event, ...]:
        self.conductor.question()
        return events_of(self.session.conversation)


def given(line: str) -> Answer | Order:
    match line.split(" ", 1):
        case ["y"]:
            return Agreed(True)
        case ["n"]:
            return Agreed(False)
        case ["undo"]:
            return Undo()
        case ["fresh"]:
            return StartFresh()
        case ["fork", number]:
            return Fork(int(number))
        case [">" | "=", text]:
            return Told(text)
        case _:
            raise ValueError(f"no step of a lesson: {line!r}")


def short(entry: object) -> str:
    match entry:
        case UserSaid(understood):
            return f"> {command_of(replace(entry.event, text=None)) if understood.intent else understood.text}"
        case BotRan(event):
            return event.name
        case BotSaid(message):
            return message.text or repr(message)
        case _:
            return repr(entry)


def lesson(folder: Path, bot: str, *, statistics: bool = False) -> Lesson:
    return Lesson(Classroom(open_bot(folder, bot), statistics=statistics))

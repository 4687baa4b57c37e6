"""A session that asks a running Rasa of either generation what comes next, and what words mean."""

from __future__ import annotations

import pytest
from live_servers import Running

from teachback.cli.interactive.workroom import Resources, Workroom
from teachback.policies.live.live_engine import LiveEngine
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.teaching.session.conductor import Conductor
from teachback.teaching.session.inputs import Agreed, Input, StartFresh, Told
from teachback.teaching.session.session import started
from teachback.teaching.understanding.opening import live_interpreter

pytestmark = pytest.mark.rasa


class Nowhere:
    """No journal: nothing of a test is to be resumed."""

    def append(self, given: Input) -> None:
        pass


def test_words_and_actions_are_those_of_rasa_until_something_is_taught(running: Running) -> None:
    project = Project(running.trained.folder)
    project.read()
    live = LiveEngine(running.opened.server, project.snapshot.domain)
    interpreter = live_interpreter(project.snapshot, running.opened.server)
    workroom = Workroom(project, Options(), Resources(interpreter, live=live), print)
    conductor = Conductor(started(), workroom, Nowhere())
    try:
        conductor.question()
        conductor.give(Told("good morning"))
        assert "with intent 'greet'" in conductor.question().message
        conductor.give(Agreed(True))
        assert conductor.question().message == "The bot wants to run 'utter_greet', correct?"
        conductor.give(Agreed(False))
        conductor.question()
        conductor.give(Told("utter_done"))
        conductor.question()
        conductor.give(StartFresh())
        conductor.question()
        conductor.give(Told("/greet"))
        assert conductor.question().message == "The bot wants to run 'utter_done', correct?"
    finally:
        workroom.close()

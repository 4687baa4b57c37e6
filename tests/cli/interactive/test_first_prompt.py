"""What a person waits for before the first question, and what waits for the person."""

from __future__ import annotations

import subprocess
import sys

import questionary
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from teachback.cli.interactive.asking import alone
from teachback.cli.interactive.first_prompt import then_first

HEAVY = {
    "numpy",
    "scipy",
    "urllib3",
    "http.server",
    "teachback.checks.registry",
    "teachback.policies.engine",
    "teachback.teaching.actions.execution",
    "teachback.teaching.export.plan",
    "teachback.teaching.graph.neighbourhood",
}


def test_the_first_question_comes_without_policies_checks_actions_exports_and_the_page() -> None:
    asked = "import sys, teachback.cli.interactive.teach; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True).stdout.split()
    assert "teachback.teaching.session.machine" in loaded
    assert HEAVY.isdisjoint(loaded)


def test_what_waits_begins_once_while_the_first_prompt_is_up() -> None:
    happened: list[str] = []
    run = then_first(alone, lambda: happened.append("begun"))
    with create_pipe_input() as typed:
        for text in ("one", "two"):
            typed.send_text(f"{text}\r")
            happened.append(str(run(questionary.text("?", input=typed, output=DummyOutput()))))
    assert happened == ["begun", "one", "two"]

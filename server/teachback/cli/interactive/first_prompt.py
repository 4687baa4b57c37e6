"""What waits until a person has something to read."""

from __future__ import annotations

from collections.abc import Callable

import questionary
from prompt_toolkit.application import Application

from teachback.cli.interactive.asking import Run


def then_first(run: Run, begin: Callable[[], None]) -> Run:
    """The same, with something that begins once the first prompt is on the screen.

    Python runs one thread at a time: what began sooner would hold the first prompt up.
    """
    waiting = [begin]

    def rendered(_: Application[object]) -> None:
        while waiting:
            waiting.pop()()

    def running(prompt: questionary.Question) -> object:
        if waiting:
            prompt.application.after_render += rendered
        return run(prompt)

    return running

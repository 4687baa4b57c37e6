"""A prompt of the terminal that may also be answered somewhere else."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

import questionary
from prompt_toolkit import Application


class AnsweredElsewhereError(Exception):
    """Somebody was faster: what they said waits where it came in."""


_Ending = Callable[[Application[Any]], None]


class SharedPrompt:
    """Runs prompts in one thread; any other may end the present one, or the next where none is up yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ending: _Ending | None = None
        self._prompt: questionary.Question | None = None

    def run(self, prompt: questionary.Question) -> object:
        """What the person at the terminal answers. Raises ``AnsweredElsewhereError``, and at Ctrl-C
        ``KeyboardInterrupt``.
        """
        with self._lock:
            self._prompt = prompt
        prompt.application.pre_run_callables.append(self._end_if_wanted)
        try:
            return prompt.unsafe_ask()
        finally:
            with self._lock:
                self._prompt = self._ending = None

    def answered_elsewhere(self) -> None:
        """Take the prompt down. May be called from any thread."""
        self._end(lambda application: application.exit(exception=AnsweredElsewhereError()))

    def answer(self, value: str) -> None:
        """Answer in the person's place. May be called from any thread."""
        self._end(lambda application: application.exit(result=value))

    def forget(self) -> None:
        """What was answered elsewhere has been dealt with: the next prompt stays up."""
        with self._lock:
            self._ending = None

    def _end(self, ending: _Ending) -> None:
        with self._lock:
            self._ending = ending
            loop = self._prompt.application.loop if self._prompt is not None else None
        if loop is not None:
            loop.call_soon_threadsafe(self._end_if_wanted)

    def _end_if_wanted(self) -> None:
        prompt, ending = self._prompt, self._ending
        if ending is not None and prompt is not None:
            application = prompt.application
            if application.is_running and not application.is_done:
                ending(application)

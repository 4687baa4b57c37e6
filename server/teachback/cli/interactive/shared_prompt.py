"""A prompt of the terminal that may also be answered somewhere else."""

from __future__ import annotations

from threading import Lock

import questionary


class AnsweredElsewhereError(Exception):
    """Somebody was faster: what they said waits where it came in."""


class SharedPrompt:
    """Runs prompts in one thread; any other may end the present one, or the next where none is up yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answered = False
        self._prompt: questionary.Question | None = None

    def run(self, prompt: questionary.Question) -> object:
        """What the person at the terminal answers. Raises ``AnsweredElsewhereError``, and at Ctrl-C
        ``KeyboardInterrupt``.
        """
        with self._lock:
            self._prompt = prompt
        prompt.application.pre_run_callables.append(self._leave_if_answered)
        try:
            return prompt.unsafe_ask()
        finally:
            with self._lock:
                self._prompt, self._answered = None, False

    def answered_elsewhere(self) -> None:
        """Take the prompt down. May be called from any thread."""
        with self._lock:
            self._answered = True
            loop = self._prompt.application.loop if self._prompt is not None else None
        if loop is not None:
            loop.call_soon_threadsafe(self._leave_if_answered)

    def forget(self) -> None:
        """What was answered elsewhere has been dealt with: the next prompt stays up."""
        with self._lock:
            self._answered = False

    def _leave_if_answered(self) -> None:
        prompt = self._prompt
        if self._answered and prompt is not None and prompt.application.is_running and not prompt.application.is_done:
            prompt.application.exit(exception=AnsweredElsewhereError())

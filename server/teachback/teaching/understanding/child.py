"""A child process with a model of understanding, seen from its owner."""

from __future__ import annotations

import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import IO, cast

from teachback.policies.child_process import complaints, spawned
from teachback.teaching.understanding.interpreter import NoUnderstanding
from teachback.teaching.understanding.nlu_data import NluData
from teachback.teaching.understanding.wire import Message, Order, line_of, message_of, order_as_message

WORKER = (sys.executable, "-m", "teachback.teaching.understanding.worker")

_LAST_WORDS = 300
_MISSING = ("sklearn", "scipy", "pycrfsuite")


class ChildEnded(Exception):  # noqa: N818 - it is the child that has ended
    """The process is no more; ``str`` says how it ended."""


class Child:
    """One process. It learns from the start on; whoever asks waits until it has learnt.

    ``ready`` says that it has learnt, as far as anybody has asked; ``remarks`` then tell what of the data it could not
    use. ``told`` hears in words what goes on, in a thread of this object's own. ``command`` is what to run; tests put
    one there that misbehaves. Raises ``OSError`` when it cannot be run.
    """

    __slots__ = ("_errors", "_heard", "_process", "_told", "ready", "remarks")

    def __init__(self, order: Order, data: NluData, told: Callable[[str], None], command: tuple[str, ...]) -> None:
        self._told = told
        self._heard: SimpleQueue[Message | None] = SimpleQueue()
        self.ready = False
        self.remarks: tuple[str, ...] = ()
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        self._process = spawned(command, self._errors)
        request = line_of(order_as_message(order)) + data.to_json().encode() + b"\n"
        threading.Thread(target=self._run, args=(request,), name="teachback-understanding", daemon=True).start()

    def ask(self, text: str, training: float, answering: float) -> Message:
        """The answer to a message; so many seconds may pass until the child has learnt, and then until it answers.

        Raises ``ChildEnded``, and ``NoUnderstanding`` when it takes too long or has a problem.
        """
        self._await_ready(training)
        self._send(line_of({"text": text}))
        answer = self._next(answering, f"Understanding the message took more than {answering:g} seconds")
        if "problem" in answer:
            raise NoUnderstanding(f"The message could not be understood ({answer['problem']}). Write it as `/intent`.")
        return answer

    def end(self) -> None:
        """Stop the process at once; whoever asks gets ``ChildEnded``."""
        self._process.kill()

    def _await_ready(self, seconds: float) -> None:
        if self.ready:
            return
        said = self._next(seconds, f"Learning from the NLU data took more than {seconds:g} seconds")
        remarks = said.get("ready")
        self.remarks = tuple(cast("list[str]", remarks)) if isinstance(remarks, list) else ()
        self.ready = True

    def _next(self, seconds: float, late: str) -> Message:
        try:
            message = self._heard.get(timeout=seconds)
        except Empty:
            self.end()
            raise NoUnderstanding(f"{late} and was given up. Write the message as `/intent`.") from None
        if message is None:
            self._heard.put(None)  # whoever asks next is to hear it, too
            raise ChildEnded(self._how_it_ended())
        return message

    def _send(self, line: bytes) -> None:
        if self._process.stdin is None:  # it is a pipe: see spawned
            return
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError as problem:
            raise ChildEnded(self._how_it_ended()) from problem

    def _run(self, request: bytes) -> None:
        """Send what is to be learnt, then hear all that the child says."""
        if self._process.stdin is None or self._process.stdout is None:
            return
        try:
            self._process.stdin.write(request)
            self._process.stdin.flush()
            for line in self._process.stdout:
                message = message_of(line)
                if "told" in message:
                    self._told(str(message["told"]))
                else:
                    self._heard.put(message)
        except (OSError, ValueError, TypeError):  # it died, or speaks another language
            self.end()
        self._process.wait()
        self._heard.put(None)

    def _how_it_ended(self) -> str:
        status = self._process.wait()
        words = complaints(self._errors)
        missing = next((name for name in _MISSING if f"No module named '{name}" in words), None)
        if missing:
            return f"it needs {missing}, which this Python does not have; install it"
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
        return f"{how} {words.rpartition(chr(10))[2][:_LAST_WORDS]}".strip()

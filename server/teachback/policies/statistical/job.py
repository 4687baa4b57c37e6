"""Training in a child process, which may die, hang or be stopped without harm to the one that asked for it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from teachback.cache import Cache
from teachback.policies.child_process import complaints, spawned
from teachback.policies.statistical.training_set import TrainingSet

if TYPE_CHECKING:  # NumPy is loaded in the job's own thread
    from teachback.policies.statistical.learner import Learner

LONGEST_TRAINING = 300.0
"""Seconds after which a training is given up."""

WORKER = (sys.executable, "-m", "teachback.policies.statistical.worker")

_FROM_START = "-from-start"
_LAST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has learnt, or why nothing has, in words for the author; both are ``None`` after ``Job.cancel``."""

    learner: Learner | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be learnt.

    With a ``start``, which has learnt most of it already, training takes less time and ends not quite where it would
    have ended without. Such weights are kept apart; where they must not be taken, the order is ``exact``.
    """

    training: TrainingSet
    start: Learner | None = None
    exact: bool = True

    def names(self) -> tuple[str, ...]:
        """The names under which weights may be kept that will do, the exact ones first."""
        key = self.training.key()
        return (key,) if self.exact else (key, f"{key}{_FROM_START}")

    @property
    def name(self) -> str:
        """The name under which what this order gives is kept."""
        key = self.training.key()
        return key if self.start is None else f"{key}{_FROM_START}"


class Job:
    """One training, running from the start. ``done`` is called once, in a thread of the job's own.

    ``command`` is what to run as the child; tests put one there that misbehaves.
    """

    __slots__ = ("_cache", "_cancelled", "_command", "_done", "_lock", "_order", "_process", "_seconds", "_thread")

    def __init__(
        self,
        order: Order,
        cache: Cache,
        done: Callable[[Outcome], None],
        *,
        seconds: float = LONGEST_TRAINING,
        command: tuple[str, ...] = WORKER,
    ) -> None:
        self._order = order
        self._cache = cache
        self._done = done
        self._seconds = seconds
        self._command = command
        self._cancelled = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="teachback-training", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Stop at once. An outcome without a model follows, unless training has already ended."""
        with self._lock:
            self._cancelled = True
            if self._process is not None:
                self._process.kill()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until ``done`` has been called; whether that has happened."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            outcome = self._outcome()
        except (OSError, ImportError) as problem:
            outcome = Outcome(problem=f"The statistical policy could not be trained: {problem}.")
        self._done(Outcome() if self._cancelled else outcome)

    def _outcome(self) -> Outcome:
        if not self._order.training.lessons:
            return Outcome(problem="The statistical policy has nothing to learn from: no story runs an action.")
        kept = (self._learner(self._cache.get(name)) for name in self._order.names())
        learner = next((each for each in kept if each is not None), None)
        if learner is not None:
            return Outcome(learner)
        data, trouble = self._train()
        learner = self._learner(data)
        if learner is None:
            return Outcome(problem=trouble)
        self._cache.put(self._order.name, data)
        return Outcome(learner)

    def _learner(self, data: bytes | None) -> Learner | None:
        from teachback.policies.statistical.learner import learner_of  # noqa: PLC0415 - NumPy: see above
        from teachback.policies.statistical.weights import UnreadableWeightsError, load  # noqa: PLC0415 - likewise

        if not data:
            return None
        try:
            return learner_of(load(data), self._order.training)
        except UnreadableWeightsError:
            return None

    def _train(self) -> tuple[bytes, str]:
        """What the child said, and in words what must have gone wrong if that is no model."""
        with tempfile.TemporaryFile() as errors:
            process = self._spawn(errors)
            if process is None:
                return b"", ""
            late = threading.Event()
            timer = threading.Timer(self._seconds, lambda: (late.set(), process.kill()))
            timer.start()
            try:
                data = _exchange(process, self._request())
            finally:
                timer.cancel()
                process.kill()
                status = process.wait()
            words = complaints(errors)
        if late.is_set():
            return b"", f"Training the statistical policy took more than {self._seconds:g} seconds and was given up."
        return data, _trouble(status, words)

    def _request(self) -> bytes:
        from teachback.policies.statistical.weights import dump  # noqa: PLC0415 - NumPy: see above

        start = dump(self._order.start.model.weights) if self._order.start else b""
        return b"%s\n%d\n%s" % (self._order.training.to_json().encode(), len(start), start)

    def _spawn(self, errors: IO[bytes]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._cancelled:
                return None
            self._process = spawned(self._command, errors)
            return self._process


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    """Send the request and read until the child closes its output; its input stays open until then."""
    if process.stdin is None or process.stdout is None:  # both are pipes: see _spawn
        return b""
    try:
        with process.stdin as to_child, process.stdout as from_child:
            to_child.write(request)
            to_child.flush()
            return from_child.read()
    except OSError:  # the child died first: what it said tells why; closing the pipe notices it at the latest
        return b""


def _trouble(status: int, words: str) -> str:
    if "scipy" in words and "ModuleNotFoundError" in words:
        return "The statistical policy needs SciPy, which this Python does not have. Install it, or do without."
    last = words.rpartition("\n")[2][:_LAST_WORDS]
    return f"Training the statistical policy failed (exit status {status}). {last}".strip()

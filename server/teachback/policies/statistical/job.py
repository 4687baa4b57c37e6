"""Training in a child process, which may die, hang or be stopped without harm to the one that asked for it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import teachback
from teachback.policies.statistical.cache import Cache
from teachback.policies.statistical.model import Model, UnreadableModelError, load
from teachback.policies.statistical.training_set import TrainingSet

LONGEST_TRAINING = 300.0
"""Seconds after which a training is given up."""

WORKER = (sys.executable, "-m", "teachback.policies.statistical.worker")

_LAST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """A model, or why there is none, in words for the author; both are ``None`` after ``Job.cancel``."""

    model: Model | None = None
    problem: str | None = None


class Job:
    """One training, running from the start. ``done`` is called once, in a thread of the job's own.

    ``command`` is what to run as the child; tests put one there that misbehaves.
    """

    __slots__ = ("_cache", "_cancelled", "_command", "_done", "_lock", "_process", "_seconds", "_thread", "_training")

    def __init__(
        self,
        training: TrainingSet,
        cache: Cache,
        done: Callable[[Outcome], None],
        *,
        seconds: float = LONGEST_TRAINING,
        command: tuple[str, ...] = WORKER,
    ) -> None:
        self._training = training
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
        if not self._training.rows:
            return Outcome(problem="The statistical policy has nothing to learn from: no story runs an action.")
        key = self._training.key()
        kept = _loaded(self._cache.get(key))
        if kept is not None:
            return Outcome(kept)
        data, trouble = self._train()
        model = _loaded(data)
        if model is None:
            return Outcome(problem=trouble)
        self._cache.put(key, data)
        return Outcome(model)

    def _train(self) -> tuple[bytes, str]:
        """What the child said, and in words what must have gone wrong if that is no model."""
        with tempfile.TemporaryFile() as errors:
            process = self._start(errors)
            if process is None:
                return b"", ""
            late = threading.Event()
            timer = threading.Timer(self._seconds, lambda: (late.set(), process.kill()))
            timer.start()
            try:
                data = _exchange(process, self._training.to_json().encode() + b"\n")
            finally:
                timer.cancel()
                process.kill()
                status = process.wait()
            errors.seek(0)
            words = errors.read().decode("utf-8", "replace").strip()
        if late.is_set():
            return b"", f"Training the statistical policy took more than {self._seconds:g} seconds and was given up."
        return data, _trouble(status, words)

    def _start(self, errors: IO[bytes]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._cancelled:
                return None
            # the package's own folder: with "-m" Python imports from the working directory first, and what lies in an
            # opened workspace must never run
            folder = Path(teachback.__file__).parent.parent
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter with this package's own worker
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=folder,
                env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            )
            return self._process


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    """Send the request and read until the child closes its output; its input stays open until then."""
    if process.stdin is None or process.stdout is None:  # both are pipes: see _start
        return b""
    with process.stdin as to_child, process.stdout as from_child:
        try:
            to_child.write(request)
            to_child.flush()
            return from_child.read()
        except OSError:  # the child died first
            return b""


def _loaded(data: bytes | None) -> Model | None:
    if not data:
        return None
    try:
        return load(data)
    except UnreadableModelError:
        return None


def _trouble(status: int, words: str) -> str:
    if "sklearn" in words and "ModuleNotFoundError" in words:
        return "The statistical policy needs scikit-learn, which this Python does not have. Install it, or do without."
    last = words.rpartition("\n")[2][:_LAST_WORDS]
    return f"Training the statistical policy failed (exit status {status}). {last}".strip()

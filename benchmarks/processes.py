"""What a process costs from its start to its end, all that it starts included."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall clock and of the processor, and megabytes of memory at the peak."""

    wall: float
    processor: float
    megabytes: float


def cost_within(
    command: Sequence[str], folder: Path, seconds: float, gigabytes: float, environment: Mapping[str, str]
) -> Cost | None:
    """The same of a command that may not come to an end; ``None`` where it was stopped after so many seconds on the
    wall clock, or failed, as it does where it needs more memory than that.
    """
    begun = time.perf_counter()
    with _started(command, folder, environment) as process:
        limit = int(gigabytes * 2**30)
        resource.prlimit(process.pid, resource.RLIMIT_AS, (limit, limit))
        stopper = Timer(seconds, process.kill)
        stopper.start()
        _, status, used = os.wait4(process.pid, 0)
        stopper.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    cost = Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    return cost if status == 0 else None


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder, its output thrown away. Modules are compiled once, as on any other machine: the
    environment's wish not to keep them is not passed on.
    """
    begun = time.perf_counter()
    process = _started(command, folder, environment or {})
    _, _, used = os.wait4(process.pid, 0)
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _started(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    passed = {**os.environ, **environment}
    passed.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.Popen(  # noqa: S603 - a benchmark names its commands itself
        command, cwd=folder, env=passed, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )

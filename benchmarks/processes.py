"""What a process costs from its start to its end, all that it starts included."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall clock and of the processor, and megabytes of memory at the peak."""

    wall: float
    processor: float
    megabytes: float


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder, its output thrown away. Modules are compiled once, as on any other machine: the
    environment's wish not to keep them is not passed on.
    """
    passed = {**os.environ, **(environment or {})}
    passed.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - a benchmark names its commands itself
        command, cwd=folder, env=passed, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    _, _, used = os.wait4(process.pid, 0)
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

"""Workers of this package, each in a child process that may die, hang or be stopped without harm to its owner."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import IO

import teachback


def spawned(command: tuple[str, ...], errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """A child with pipes to its input and output, whose complaints go to ``errors``; of NumPy's threads it has one.

    Raises ``OSError`` when it cannot be run.
    """
    # the package's own folder: with "-m" Python imports from the working directory first, and what lies in an opened
    # workspace must never run
    folder = Path(teachback.__file__).parent.parent
    return subprocess.Popen(  # noqa: S603 - this interpreter with this package's own worker
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=folder,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )


def complaints(errors: IO[bytes]) -> str:
    """All that a child wrote to ``errors``; the last line says what it died of."""
    errors.seek(0)
    return errors.read().decode("utf-8", "replace").strip()

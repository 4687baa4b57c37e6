"""How far a cross-validation has come, on standard error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from teachback.evaluation.cross_validation import Doing, Progress

_FRESH = "\r\x1b[K"
"""Back to the start of the line, and clear it."""


def progress_on(stream: TextIO) -> Callable[[Progress], None]:
    """What writes progress: on a terminal one line that is written anew, elsewhere a line for each fold."""

    def rewrite(progress: Progress) -> None:
        stream.write(f"{_FRESH}{_told(progress)} …")
        stream.flush()

    def tell(progress: Progress) -> None:
        if progress.doing is Doing.TRAINING:
            stream.write(f"{_told(progress)}\n")
            stream.flush()

    return rewrite if stream.isatty() else tell


def clear_progress(stream: TextIO) -> None:
    """Take the line that is written anew away."""
    if stream.isatty():
        stream.write(_FRESH)
        stream.flush()


def _told(progress: Progress) -> str:
    amount = progress.amount
    if progress.doing is Doing.TRAINING:
        what = f"training on {amount} {'story' if amount == 1 else 'stories'}"
    else:
        what = f"asking along {amount} conversation{'' if amount == 1 else 's'}"
    return f"fold {progress.fold} of {progress.folds}: {what}"

"""How far a cross-validation has come."""

from __future__ import annotations

import io

import pytest

from teachback.cli.evaluation_progress import clear_progress, progress_on
from teachback.evaluation.cross_validation import Doing, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


STEPS = (Progress(1, 2, Doing.TRAINING, 1), Progress(1, 2, Doing.ASKING, 3), Progress(2, 2, Doing.TRAINING, 4))


@pytest.mark.parametrize(
    ("stream", "written"),
    [
        (
            Terminal(),
            "".join(
                f"\r\x1b[K{line}"
                for line in (
                    "fold 1 of 2: training on 1 story …",
                    "fold 1 of 2: asking along 3 conversations …",
                    "fold 2 of 2: training on 4 stories …",
                    "",
                )
            ),
        ),
        (io.StringIO(), "fold 1 of 2: training on 1 story\nfold 2 of 2: training on 4 stories\n"),
    ],
)
def test_progress_is_one_line_on_a_terminal_and_a_line_a_fold_elsewhere(stream: io.StringIO, written: str) -> None:
    tell = progress_on(stream)
    for step in STEPS:
        tell(step)
    clear_progress(stream)
    assert stream.getvalue() == written

"""How the server makes what holds a project: imported when there is a project, after ``initialize`` is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from teachback.project.options import Options

if TYPE_CHECKING:
    from teachback.lsp.workbench import Workbench

MakeBench = Callable[[Path, Options], "Workbench"]


def bench(root: Path, options: Options) -> Workbench:
    """The one for everyday work."""
    from teachback.lsp.workbench import Workbench  # noqa: PLC0415 - see above

    return Workbench(root, options)


def self_checking_bench(root: Path, options: Options) -> Workbench:
    """One that holds each of its inspections against one from scratch; a difference is logged, and mended by it."""
    from teachback.checks.self_check import SelfCheckingInspector  # noqa: PLC0415 - see above
    from teachback.lsp.workbench import Workbench  # noqa: PLC0415 - likewise

    return Workbench(root, options, SelfCheckingInspector)

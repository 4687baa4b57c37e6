"""What a user may set for a project."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class WholeHistory(Enum):
    """The setting ``all`` for ``max_history``: policies look back to the start of the conversation."""

    ALL = "all"


@dataclass(frozen=True, slots=True)
class Options:
    """``max_history`` is ``None`` to follow ``config.yml``. Paths, when given, replace what discovery would find."""

    max_history: int | WholeHistory | None = None
    data: tuple[Path, ...] = ()
    domain: tuple[Path, ...] = ()
    config: tuple[Path, ...] = ()

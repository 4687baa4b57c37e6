"""The sessions that were left behind, for a list to resume one from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from teachback.dialogue.transcript import UserSaid
from teachback.lsp.interactive.beginning import session_of
from teachback.lsp.workbench import Workbench
from teachback.lsp.workspace import Workspace
from teachback.teaching.journal.journal import Recorded, left_behind

_NAMED = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class LeftSession:
    """A session that nobody ended and nobody is at. ``journal`` is its name in the project, ``began`` when that was,
    ``said`` what the user says in its conversation, ``remark`` what of it is lost.
    """

    root: Path
    journal: str
    began: datetime | None
    origin: str
    said: tuple[str, ...]
    remark: str

    @property
    def project(self) -> str:
        """The name of its project."""
        return self.root.name


def left_sessions(workspace: Workspace) -> list[LeftSession]:
    """What can be resumed, the newest first in each project."""
    benches = (workspace.bench_at(root) for root in workspace.roots())
    return [each for bench in benches if bench is not None for each in _of(bench)]


def _of(bench: Workbench) -> Iterator[LeftSession]:
    for recorded in left_behind(bench.root):
        conversation = session_of(recorded, bench).conversation
        said = tuple(entry.understood.text for entry in conversation if isinstance(entry, UserSaid))
        name, origin = recorded.path.stem, recorded.beginning.origin
        yield LeftSession(bench.root, name, _began(recorded), origin, said, recorded.cut)


def _began(recorded: Recorded) -> datetime | None:
    """When, by the name of the journal."""
    try:
        return datetime.strptime(recorded.path.stem[:15], _NAMED).replace(tzinfo=timezone.utc)
    except ValueError:
        return None

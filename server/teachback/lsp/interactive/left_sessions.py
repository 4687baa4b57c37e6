"""The sessions that were left behind, for a list to resume one from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

from teachback.dialogue.transcript import UserSaid
from teachback.lsp.interactive.beginning import session_of
from teachback.lsp.uris import uri_of
from teachback.lsp.workbench import Workbench
from teachback.lsp.workspace import Workspace
from teachback.teaching.journal.journal import Recorded, left_behind
from teachback.teaching.session.view_json import Json

_NAMED = "%Y%m%d-%H%M%S"


def left_sessions(workspace: Workspace) -> list[Json]:
    """What can be resumed, the newest first in each project."""
    benches = (workspace.bench_at(root) for root in workspace.roots())
    return [each for bench in benches if bench is not None for each in _of(bench)]


def _of(bench: Workbench) -> Iterator[Json]:
    for recorded in left_behind(bench.root):
        conversation = session_of(recorded, bench).conversation
        said = [entry.understood.text for entry in conversation if isinstance(entry, UserSaid)]
        yield {
            "root": uri_of(bench.root.as_posix()),
            "project": bench.root.name,
            "journal": recorded.path.stem,
            "began": _began(recorded),
            "origin": recorded.beginning.origin,
            "messages": said,
            "remark": recorded.cut,
        }


def _began(recorded: Recorded) -> str | None:
    """When, in ISO 8601, by the name of the journal."""
    try:
        moment = datetime.strptime(recorded.path.stem[:15], _NAMED).replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return moment.isoformat()

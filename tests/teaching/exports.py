"""Plans of exports over small projects, with the files as they would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bots import open_bot, write_bot
from formats.told_transcripts import transcript
from teachback.checks.inspection import Inspector
from teachback.checks.rule import Facts
from teachback.project.project import Project
from teachback.teaching.export.changed_files import ChangedFile
from teachback.teaching.export.plan import ExportPlan, plan
from teachback.teaching.export.taught import ANYWHERE, Destinations, Taught

NO_RESPONSES: Mapping[str, str] = {}


def facts_of(folder: Path, text: str) -> Facts:
    """The facts of a project written as one string (see ``bots``)."""
    return Inspector().inspect(open_bot(folder, text).snapshot).facts


def facts_of_split_domain(folder: Path, text: str) -> Facts:
    """The same without the ``domain.yml`` that every other project gets."""
    write_bot(folder, text)
    (folder / "domain.yml").unlink()
    return Inspector().inspect(Project(folder).read()).facts


def taught(*told: str, names: tuple[str, ...] = (), responses: Mapping[str, str] = NO_RESPONSES) -> Taught:
    """Conversations in the notation of ``told_transcripts``."""
    return Taught(tuple(map(transcript, told)), names, responses)


def planned(
    facts: Facts,
    *told: str,
    names: tuple[str, ...] = (),
    responses: Mapping[str, str] = NO_RESPONSES,
    to: Destinations = ANYWHERE,
) -> ExportPlan:
    """The plan for some conversations."""
    return plan(facts, taught(*told, names=names, responses=responses), to)


def added(facts: Facts, made: ExportPlan) -> dict[str, str]:
    """What a plan puts into files, by their names; a file that loses or changes anything is told as a whole."""
    return added_changes(facts, made.changes)


def added_changes(facts: Facts, changes: Iterable[ChangedFile]) -> dict[str, str]:
    """The same of changes."""
    return {facts.snapshot.relative(each.path): _added(each.before, each.after) for each in changes}


def _added(before: str | None, after: str) -> str:
    if before is None:
        return after
    head = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(before))
    tail = len(before) - head
    kept = tail == 0 or after.endswith(before[head:])
    return after[head : len(after) - tail] if kept else after

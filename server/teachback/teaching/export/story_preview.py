"""The taught stories alone, as an export would write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teachback.teaching.export.changed_files import ChangedFile
from teachback.teaching.export.plan import ExportPlan


@dataclass(frozen=True, slots=True)
class StoryPreview:
    """``text`` is what is new in the file at the absolute ``path``, in its own format and indentation."""

    path: str
    text: str


def story_preview(plan: ExportPlan) -> StoryPreview | None:
    """What a plan adds to its story file; ``None`` where no file can take the stories."""
    change = next((each for each in plan.changes if each.path == plan.story_file), None)
    return None if change is None else StoryPreview(change.path, f"{_added(change)}\n")


def _added(change: ChangedFile) -> str:
    """The lines between those that stay before and behind: stories are added in one piece."""
    old, new = (change.before or "").splitlines(), change.after.splitlines()
    head = _shared(old, new)
    tail = min(_shared(old[::-1], new[::-1]), len(old) - head)
    return "\n".join(new[head : len(new) - tail]).strip("\n")


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the beginning on."""
    differing = (index for index, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs)
    return next(differing, min(len(one), len(other)))

"""What is left of a project when some of its stories are held out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType

from teachback.policies.learnt import StoryId
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile


def tables_without(snapshot: Snapshot, tables: Tables, stories: Collection[StoryId]) -> Tables:
    """What the other stories of a project teach, as if these did not stand in its files. All rules stay.

    ``tables`` are those of the whole project, by which the stories bear their numbers.
    """
    left_out: dict[str, set[int]] = {}
    for number in stories:
        path, index = tables.placements.where(number)
        left_out.setdefault(path, set()).add(index)
    files = {
        path: _without(file, left_out[path]) if path in left_out else file for path, file in snapshot.files.items()
    }
    remainder = Tables(snapshot.domain, tables.max_history)
    remainder.update(replace(snapshot, files=MappingProxyType(files)))
    return remainder


def _without(file: SourceFile, indices: Collection[int]) -> SourceFile:
    if file.stories is None:
        return file
    kept = tuple(placed for index, placed in enumerate(file.placed_stories()) if index not in indices)
    return replace(file, stories=replace(file.stories, stories=kept))

"""Some of a project's conversations, by where they are told."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.project.snapshot import Snapshot
from teachback.teaching.graph.told import Told

LONGEST_HISTORY = 50
"""How much alike nodes can be asked to be before they merge: no story distinguishes more."""


def selected(stories: Iterable[Told], snapshot: Snapshot, path: str | None, story: str | None) -> tuple[Told, ...]:
    """The conversations that pass the file at ``path``, if it has stories, and the story or rule, if one is named."""
    file = snapshot.files.get(path) if path is not None else None
    wanted = file.path if file is not None and file.placed_stories() else None
    return tuple(each for each in stories if _passes(each, wanted, story))


def _passes(told: Told, file: str | None, story: str | None) -> bool:
    places = [move.place for move in told.moves if move.place is not None]
    return any((file is None or place.path == file) and (story is None or place.story == story) for place in places)

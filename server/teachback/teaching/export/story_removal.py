"""Whole stories taken out of their files."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.formats.story_edits import remove_story
from teachback.formats.story_tree import PlacedStory, StoryFormat
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.teaching.export.changed_files import ChangedFile
from teachback.teaching.reason import StoryPlace
from teachback.text.edits import apply_edits


def without_stories(snapshot: Snapshot, stories: Iterable[StoryPlace]) -> tuple[ChangedFile, ...]:
    """The files without these stories; places that are gone already are passed over.

    Raises ``ValueError`` where a story cannot be taken out by an edit.
    """
    by_file: dict[str, list[StoryPlace]] = {}
    for each in stories:
        by_file.setdefault(each.path, []).append(each)
    changed = (_changed(snapshot, path, places) for path, places in by_file.items())
    return tuple(each for each in changed if each is not None and each.before != each.after)


def _changed(snapshot: Snapshot, path: str, places: Iterable[StoryPlace]) -> ChangedFile | None:
    file = snapshot.files.get(path)
    if file is None:
        return None
    text = file.document.text
    notation = file.stories.format if file.stories else StoryFormat.MARKDOWN
    found = {placed.offset: placed for place in places for placed in file.placed_stories() if _is(file, placed, place)}
    after = text
    for offset in sorted(found, reverse=True):  # from the end, so that the places before stay true
        after = apply_edits(after, remove_story(after, notation, found[offset]))
    return ChangedFile(path, text, after)


def _is(file: SourceFile, placed: PlacedStory, place: StoryPlace) -> bool:
    """Whether a place lies in a story."""
    lines = file.document.lines
    span = placed.story.span.shifted(placed.offset)
    inside = lines.line_of(span.start) <= place.line <= lines.line_of(span.end)
    return inside and placed.story.name.text == place.story

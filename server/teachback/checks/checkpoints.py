"""The checkpoints of the stories that Rasa trains on, by role."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.rule import Facts
from teachback.formats.names import Name
from teachback.formats.story_tree import PlacedStory
from teachback.project.file_names import FileNames
from teachback.project.snapshot import Snapshot
from teachback.project.sources import Location, SourceFile
from teachback.project.story_summary import CheckpointRoles, checkpoint_roles


def trained_files(facts: Facts) -> Iterator[FileNames]:
    """The files that Rasa trains on, with what is known of their stories, in the order of their paths."""
    return (names for names in facts.symbols.files.values() if names.file.trained)


def links(facts: Facts) -> Iterator[tuple[str, str, Location]]:
    """(from, to, place of ``to``) in the order of paths: the story that starts at the one ends at the other."""
    for names in trained_files(facts):
        for placed, roles in linked_in(facts, names.file):
            for before, name in roles.links:
                yield before, name.text, location_of_name(names.file, placed, name)


def linked_in(facts: Facts, file: SourceFile) -> Iterator[tuple[PlacedStory, CheckpointRoles]]:
    """The stories with checkpoints of one file, where Rasa trains on it."""
    names = facts.symbols.files[file.path]
    if names.file.trained:
        stories = names.file.placed_stories()
        yield from ((stories[index], names.summaries[index].roles) for index in names.linked)


def location_of_name(file: SourceFile, placed: PlacedStory, name: Name) -> Location:
    """Where the name of a checkpoint stands."""
    return Location(file.path, name.span.shifted(placed.offset))


def started_at(facts: Facts) -> frozenset[str]:
    """The checkpoints at which some story starts."""
    return facts.symbols.united(_starts)


def ended_at(facts: Facts) -> frozenset[str]:
    """The checkpoints at which some story ends."""
    return facts.symbols.united(_ends)


def linked_names(facts: Facts) -> frozenset[tuple[str, str]]:
    """The (from, to) of all links."""
    return facts.symbols.united(_links)


def loose_ends(snapshot: Snapshot) -> frozenset[str]:
    """The checkpoints at which stories start and none ends, or the reverse, for comparing two snapshots."""
    starts: set[str] = set()
    ends: set[str] = set()
    for _, placed in snapshot.trained_stories():
        roles = checkpoint_roles(placed.story.lines)
        starts.update(name.text for name in roles.starts)
        ends.update(name.text for name in roles.ends)
    return frozenset(starts ^ ends)


def _starts(file: FileNames) -> frozenset[str]:
    return frozenset(name.text for roles in _roles_in(file) for name in roles.starts)


def _ends(file: FileNames) -> frozenset[str]:
    return frozenset(name.text for roles in _roles_in(file) for name in roles.ends)


def _links(file: FileNames) -> frozenset[tuple[str, str]]:
    return frozenset((before, name.text) for roles in _roles_in(file) for before, name in roles.links)


def _roles_in(file: FileNames) -> Iterator[CheckpointRoles]:
    if file.file.trained:
        yield from (file.summaries[index].roles for index in file.linked)

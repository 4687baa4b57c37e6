"""The conversations that a command line asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from teachback.cli.meant import UsageError
from teachback.formats.story_tree import StoryKind
from teachback.policies.conversations import (
    Conversations,
    conversations_of_rule,
    conversations_of_story,
    training_conversations,
)
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot

Place = tuple[str, int]
"""The path of a file, and the index of a story or rule in it."""


def chosen_conversations(snapshot: Snapshot, tables: Tables, path: Path, story: str | None) -> Conversations:
    """All of training; of a story file, its own, trained on or not, rules and test stories too; with a name, only those
    with a story of this name.

    Raises ``UsageError`` where there are none.
    """
    file = path.absolute().as_posix()
    if path.is_file() and file in snapshot.files and snapshot.files[file].placed_stories():
        places = [place for place in _places(snapshot) if place[0] == file]
        return _of_places(snapshot, tables, places if story is None else _named(snapshot, places, story), story)
    conversations = training_conversations(tables)
    if story is None:
        return conversations
    found = tuple(each for each in conversations.found if story == each.name or story in each.names)
    if found:
        return Conversations(found, conversations.cut)
    return _of_places(snapshot, tables, _named(snapshot, _places(snapshot), story), story)


def _places(snapshot: Snapshot) -> Iterator[Place]:
    for path in sorted(snapshot.files):
        for index in range(len(snapshot.files[path].placed_stories())):
            yield path, index


def _named(snapshot: Snapshot, places: Iterable[Place], story: str) -> list[Place]:
    return [(path, index) for path, index in places if _story(snapshot, path, index) == story]


def _story(snapshot: Snapshot, path: str, index: int) -> str:
    return snapshot.files[path].placed_stories()[index].story.name.text


def _of_places(snapshot: Snapshot, tables: Tables, places: list[Place], story: str | None) -> Conversations:
    told = [_alone(snapshot, tables, place) for place in places]
    found = tuple(each for conversations in told for each in conversations.found)
    if not found:
        raise UsageError(_nothing(story, found=bool(places)))
    return Conversations(found, any(each.cut for each in told))


def _alone(snapshot: Snapshot, tables: Tables, place: Place) -> Conversations:
    path, index = place
    kind = snapshot.files[path].placed_stories()[index].story.kind
    return (conversations_of_rule if kind is StoryKind.RULE else conversations_of_story)(tables, path, index)


def _nothing(story: str | None, *, found: bool) -> str:
    if story is None:
        return "no conversation comes of this file: its stories have no steps."
    if found:
        return f"no conversation comes to the story {story!r}: it has no steps, or nothing reaches its checkpoint."
    return f"there is no story {story!r}. Leave --story out to see all of them with their names."

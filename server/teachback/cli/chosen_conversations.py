"""The conversations of a project that a command line speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.cli.projects import UsageError
from teachback.formats.story_tree import StoryKind
from teachback.policies.conversations import Conversations, conversations_of_story, training_conversations
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot


def chosen_conversations(snapshot: Snapshot, tables: Tables, story: str | None) -> Conversations:
    """All conversations of training, or those with the story of a name, which may be one that is not trained on.

    Raises ``UsageError`` when there is none.
    """
    conversations = training_conversations(tables)
    if story is None:
        return conversations
    found = tuple(each for each in conversations.found if story == each.name or story in each.names)
    if found:
        return Conversations(found, conversations.cut)
    alone = [conversations_of_story(tables, *place) for place in _places(snapshot, story)]
    found = tuple(each for told in alone for each in told.found)
    if not found:
        raise UsageError(_no_story(snapshot, story))
    return Conversations(found, any(told.cut for told in alone))


def _places(snapshot: Snapshot, story: str) -> Iterator[tuple[str, int]]:
    """Where stories of this name stand, trained on or not."""
    for path in sorted(snapshot.files):
        for index, placed in enumerate(snapshot.files[path].placed_stories()):
            if placed.story.name.text == story:
                yield path, index


def _no_story(snapshot: Snapshot, story: str) -> str:
    stories = [snapshot.files[path].placed_stories()[index].story for path, index in _places(snapshot, story)]
    if any(each.kind is StoryKind.RULE for each in stories):
        return f"{story!r} is a rule. Only stories are replayed: name one of them, or leave --story out."
    if stories:
        return f"no conversation comes to the story {story!r}: it has no steps, or nothing reaches its checkpoint."
    return f"there is no story {story!r}. Leave --story out to see all of them with their names."

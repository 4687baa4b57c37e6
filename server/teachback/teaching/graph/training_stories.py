"""The stories and rules that a project trains on, as graphs look at them, each move with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from teachback.formats.story_tree import PlacedStory, StoryKind
from teachback.policies.conversations import (
    Conversations,
    TrainingConversation,
    conversations_of_rule,
    to_the_end,
    training_conversations,
)
from teachback.policies.learnt import StoryId
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.teaching.graph.told import Place, Told, told


@dataclass(frozen=True, slots=True)
class TrainingStories:
    """``cut`` says that there are more than were put together, because checkpoints lead in too many ways."""

    found: tuple[Told, ...]
    cut: bool = False


def training_stories(snapshot: Snapshot, tables: Tables, check: Callable[[], None] = to_the_end) -> TrainingStories:
    """Every way through the stories, and then the rules, each alone. ``tables`` have taken in the same snapshot.
    ``check`` is called again and again; what it raises ends the work.
    """
    stories = training_conversations(tables, check)
    found: list[Told] = []
    for each in stories.found:
        check()
        found.append(_told(snapshot, tables, each))
    cut = stories.cut
    for source, told_by_rule in _rules(snapshot, tables):
        check()
        found += [_told_by(each, [source] * len(each.sourced)) for each in told_by_rule.found]
        cut = cut or told_by_rule.cut
    return TrainingStories(tuple(found), cut)


_Source = tuple[SourceFile, PlacedStory]


def _rules(snapshot: Snapshot, tables: Tables) -> Iterator[tuple[_Source, Conversations]]:
    for path in sorted(snapshot.files):
        file = snapshot.files[path]
        for index, placed in enumerate(file.placed_stories()):
            if file.trained and placed.story.kind is StoryKind.RULE:
                yield (file, placed), conversations_of_rule(tables, path, index)


def _told(snapshot: Snapshot, tables: Tables, conversation: TrainingConversation) -> Told:
    def source(number: StoryId) -> _Source:
        path, _ = tables.placements.where(number)
        return snapshot.files[path], tables.placed(number)

    return _told_by(conversation, [source(number) for number in conversation.told_by])


def _told_by(conversation: TrainingConversation, sources: list[_Source]) -> Told:
    """A conversation whose events are told by these stories, one for each event."""
    pairs = zip(conversation.sourced, sources, strict=True)
    return told(conversation.name, ((each.event, _place(source, each.step)) for each, source in pairs))


def _place(source: _Source, step: int) -> Place:
    file, placed = source
    offset = placed.offset + placed.story.step(step).span.start
    return Place(placed.story.name.text, file.path, file.document.lines.line_of(offset))

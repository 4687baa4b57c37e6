"""What checks of names need of one story, worked out once for every story that is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from teachback.formats.names import Name
from teachback.formats.story_shape import shape_of
from teachback.formats.story_tree import ActionStep, BotStep, CheckpointStep, LoopStep, Step, Story
from teachback.project.story_names import loose_names, story_mentions
from teachback.project.symbol_kind import Mention, SymbolKind


@dataclass(frozen=True, slots=True)
class StorySummary:
    """``mentions`` are grouped by kind and name, places count from the story's block.

    ``starts`` and ``ends`` are its checkpoints by role: one in the middle of the story is both (R1:core/training/
    dsl.py:StoryStepBuilder.add_checkpoint). A story without any step but checkpoints has neither, as Rasa makes
    nothing of it. ``links`` are the ways through the story from one checkpoint to the next. ``acts`` says that the bot
    does something in it. ``fingerprint`` is equal for stories of equal ``shape_of``.
    """

    mentions: Mapping[SymbolKind, Mapping[str, tuple[Mention, ...]]]
    loose: frozenset[str]
    starts: tuple[Name, ...]
    ends: tuple[Name, ...]
    links: tuple[tuple[str, Name], ...]
    acts: bool
    fingerprint: int


def summarize(story: Story) -> StorySummary:
    """The summary of a story."""
    grouped: dict[SymbolKind, dict[str, list[Mention]]] = {}
    for mention in story_mentions(story):
        grouped.setdefault(mention.kind, {}).setdefault(mention.name, []).append(mention)
    starts, ends, links = checkpoint_roles(story.steps)
    return StorySummary(
        mentions={kind: {name: tuple(found) for name, found in names.items()} for kind, names in grouped.items()},
        loose=loose_names(story),
        starts=starts,
        ends=ends,
        links=links,
        acts=any(isinstance(step, (ActionStep, BotStep, LoopStep)) for step in story.lines),
        fingerprint=hash(shape_of(story)),
    )


def checkpoint_roles(steps: Sequence[Step]) -> tuple[tuple[Name, ...], tuple[Name, ...], tuple[tuple[str, Name], ...]]:
    """Start checkpoints, end checkpoints, and the links between them, as ``StorySummary`` describes."""
    runs = list(_runs(steps))
    if not any(isinstance(run, Step) for run in runs):
        return (), (), ()
    starts: list[Name] = []
    ends: list[Name] = []
    links: list[tuple[str, Name]] = []
    before: tuple[Name, ...] = ()
    for index, run in enumerate(runs):
        if isinstance(run, Step):
            continue
        if index:
            ends += run
            links += ((name.text, end) for name in before for end in run)
        if index + 1 < len(runs):
            starts += run
        before = run
    return tuple(starts), tuple(ends), tuple(links)


def _runs(steps: Sequence[Step]) -> Iterator[Step | tuple[Name, ...]]:
    """The first step of every stretch of content, and every stretch of checkpoints as their names."""
    names: list[Name] = []
    in_content = False
    for step in steps:
        if isinstance(step, CheckpointStep):
            names.append(step.name)
            in_content = False
            continue
        if names:
            yield tuple(names)
            names = []
        if not in_content:
            yield step
        in_content = True
    if names:
        yield tuple(names)

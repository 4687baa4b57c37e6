"""What checks of whole stories need of one, worked out once for every story that is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.formats.names import Name
from teachback.formats.story_shape import step_fingerprint, story_fingerprint
from teachback.formats.story_tree import ActionStep, BotStep, CheckpointStep, LoopStep, Step, Story
from teachback.project.held_steps import lines_of

_ACTS = frozenset((ActionStep, BotStep, LoopStep))


@dataclass(frozen=True, slots=True)
class CheckpointRoles:
    """The checkpoints of a story by role, places counted from its block.

    One in the middle of the story is both start and end (R1:core/training/dsl.py:StoryStepBuilder.add_checkpoint). A
    story without any step but checkpoints has neither, as Rasa makes nothing of it. ``links`` are the ways through the
    story from one checkpoint to the next.
    """

    starts: tuple[Name, ...]
    ends: tuple[Name, ...]
    links: tuple[tuple[str, Name], ...]


_NO_ROLES = CheckpointRoles((), (), ())


@dataclass(frozen=True, slots=True)
class StorySummary:
    """``title`` is the kind and the name. In an ``idle`` story the bot does nothing. ``fingerprint`` is equal for
    stories of equal ``shape_of``. ``linked`` says that the story has checkpoints; ``roles`` are what they do.
    """

    title: tuple[str, str]
    idle: bool
    fingerprint: int
    linked: bool
    roles: CheckpointRoles


def summarize(story: Story, fingerprints: Iterable[int] | None = None) -> StorySummary:
    """The summary of a story; ``fingerprints`` are those of its lines, where they are known."""
    kinds = set(map(type, story.lines))
    linked = CheckpointStep in kinds
    if fingerprints is None:
        fingerprints = map(step_fingerprint, lines_of(story))
    return StorySummary(
        title=(story.kind.value, story.name.text),
        idle=_ACTS.isdisjoint(kinds),
        fingerprint=story_fingerprint(story, fingerprints),
        linked=linked,
        roles=checkpoint_roles(story.steps) if linked else _NO_ROLES,
    )


def checkpoint_roles(steps: Sequence[Step]) -> CheckpointRoles:
    """The checkpoints among steps by role."""
    runs = list(_runs(steps))
    if not any(isinstance(run, Step) for run in runs):
        return _NO_ROLES
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
    return CheckpointRoles(tuple(starts), tuple(ends), tuple(links))


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

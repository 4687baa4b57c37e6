"""The different steps that the stories of one file hold, kept up to date story by story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from teachback.formats.story_tree import Step, Story
from teachback.project.known_steps import KnownStep, KnownSteps
from teachback.project.symbol_kind import SymbolKind

Holders = Mapping[str, Mapping[int, KnownStep]]
"""By each name the steps that hold it, by their identity."""


@dataclass(frozen=True, slots=True)
class HeldSteps:
    """How often each step stands in the file, by its identity, and which steps hold a name.

    ``loose`` are the holders of names that stand in the arguments of an event.
    """

    counts: Mapping[int, int] = field(default_factory=dict[int, int])
    names: Mapping[SymbolKind, Holders] = field(default_factory=dict[SymbolKind, Holders])
    loose: Holders = field(default_factory=dict[str, Mapping[int, KnownStep]])


def lines_of(story: Story) -> tuple[Step, ...]:
    """All that a story or rule says, its conditions first."""
    return (*story.conditions, *story.lines) if story.conditions else story.lines


def starts_of(story: Story) -> tuple[int, ...]:
    """Where in the block the spans of ``lines_of`` count from."""
    return (*(0 for _ in story.conditions), *story.starts) if story.conditions else story.starts


def held_steps(before: HeldSteps, gone: Sequence[Step], fresh: Sequence[Step], known: KnownSteps) -> HeldSteps:
    """What a file holds after some lines are gone and others are there; costs the different ones of these lines."""
    change = Counter(map(id, fresh))
    change.subtract(map(id, gone))
    counts = dict(before.counts)
    came: list[int] = []
    went: list[int] = []
    for identity, by in change.items():
        was = counts.pop(identity, 0)
        if was + by:
            counts[identity] = was + by
        if was + by and not was:
            came.append(identity)
        elif was and not was + by:
            went.append(identity)
    if not came and not went:
        return HeldSteps(counts, before.names, before.loose)
    steps = known.of((*gone, *fresh))
    return _with_names(counts, before, [steps[each] for each in went], [steps[each] for each in came])


def _with_names(
    counts: Mapping[int, int], before: HeldSteps, went: Iterable[KnownStep], came: Iterable[KnownStep]
) -> HeldSteps:
    names = {kind: _Changed(before.names.get(kind, {})) for kind in SymbolKind}
    loose = _Changed(before.loose)
    for each in went:
        for changed, name in _held(each, names, loose):
            changed.drop(name, each)
    for each in came:
        for changed, name in _held(each, names, loose):
            changed.add(name, each)
    return HeldSteps(counts, {kind: changed.holders() for kind, changed in names.items()}, loose.holders())


def _held(step: KnownStep, names: Mapping[SymbolKind, _Changed], loose: _Changed) -> Iterator[tuple[_Changed, str]]:
    yield from ((names[mention.kind], mention.name) for mention in step.mentions)
    yield from ((loose, name) for name in step.loose)


class _Changed:
    """Other holders than before; those of names that do not change are taken over as they are."""

    __slots__ = ("_before", "_changed")

    def __init__(self, before: Holders) -> None:
        self._before = before
        self._changed: dict[str, dict[int, KnownStep]] = {}

    def add(self, name: str, known: KnownStep) -> None:
        self._of(name)[id(known.step)] = known

    def drop(self, name: str, known: KnownStep) -> None:
        self._of(name).pop(id(known.step), None)

    def holders(self) -> Holders:
        if not self._changed:
            return self._before
        after = {**self._before, **self._changed}
        return {name: steps for name, steps in after.items() if steps}

    def _of(self, name: str) -> dict[int, KnownStep]:
        found = self._changed.get(name)
        if found is None:
            found = self._changed[name] = dict(self._before.get(name, {}))
        return found

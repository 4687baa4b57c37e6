"""All names of one file, looked up by kind and name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, compress, count
from operator import attrgetter
from typing import TypeVar

from teachback.formats.story_tree import PlacedStory, Step, Story
from teachback.project.held_steps import HeldSteps, held_steps, lines_of, starts_of
from teachback.project.kept_stories import kept_ends
from teachback.project.known_steps import KnownSteps
from teachback.project.names_outside_stories import names_outside_stories
from teachback.project.remembered import Remembered
from teachback.project.sources import SourceFile
from teachback.project.step_names import step_mentions
from teachback.project.step_places import StepPlaces
from teachback.project.story_summary import StorySummary, summarize
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.twins import FINGERPRINT, TITLE, Traits, traits
from teachback.text.document import Document
from teachback.text.spans import Span

T = TypeVar("T")

_NONE = traits((), TITLE)


@dataclass(frozen=True, slots=True)
class FileNames:
    """The names of a file. ``mentions`` are those outside stories, ``held`` the steps of its stories by their names.

    ``summaries`` are those of the file's stories, in their order. ``linked`` are the indexes of the stories with
    checkpoints, ``idle`` of those in which the bot does nothing. ``titles`` and ``fingerprints`` are theirs, too.
    """

    file: SourceFile
    mentions: Mapping[SymbolKind, Mapping[str, tuple[Mention, ...]]]
    held: HeldSteps
    summaries: tuple[StorySummary, ...]
    linked: tuple[int, ...]
    idle: tuple[int, ...]
    titles: Traits
    fingerprints: Traits
    steps: StepPlaces = field(default_factory=partial(StepPlaces, ()), repr=False, compare=False)
    remembered: Remembered = field(default_factory=Remembered, repr=False, compare=False)

    def once(self, of: Callable[[FileNames], T]) -> T:
        """What a function comes to that hangs on the file alone."""
        return self.remembered.get(of, None, partial(of, self))

    def names(self, kind: SymbolKind) -> frozenset[str]:
        """Every name of a kind."""
        return frozenset(self.in_stories(kind)).union(self.mentions.get(kind, ()))

    def in_stories(self, kind: SymbolKind) -> Collection[str]:
        """The names of a kind that stand in stories, without order."""
        if kind is SymbolKind.STORY:
            return {placed.story.name.text for placed in self.file.placed_stories()} - {""}
        return self.held.names.get(kind, {}).keys()

    def used(self, kind: SymbolKind) -> frozenset[str]:
        """The names of a kind that stand in stories, or elsewhere but in their declaration and in the NLU data."""
        elsewhere = (
            name
            for name, mentions in self.mentions.get(kind, {}).items()
            if any(not mention.declares and mention.place is not Place.NLU for mention in mentions)
        )
        return frozenset(self.in_stories(kind)).union(elsewhere)

    def times(self, kind: SymbolKind, name: str) -> Iterator[tuple[Mention, int]]:
        """Every mention of a name of a kind, in steps each once, with how often it stands in the file."""
        for mention in self.mentions.get(kind, {}).get(name, ()):
            yield mention, 1
        for identity, step in self.held.names.get(kind, {}).get(name, {}).items():
            for mention in _in_step(step, kind, (name,)):
                yield mention, self.held.counts[identity]

    def places(self, kind: SymbolKind, names: AbstractSet[str]) -> Iterator[Mention]:
        """Every place of some names of a kind in the file, those outside of stories first, with spans in the file."""
        yield from self._outside(kind, names)
        for step, start in self.standing(self._holding(kind, names)):
            yield from (_moved(mention, start) for mention in _in_step(step, kind, names))

    def first_places(self, kind: SymbolKind, names: AbstractSet[str]) -> Iterator[Mention]:
        """Some of ``places``, with the first of each name among them: a step is looked for in its first story alone."""
        yield from self._outside(kind, names)
        holding = self._holding(kind, names)
        stories = {step: indexes[:1] for step, indexes in self.steps.of(holding).items()}
        for step, start in self._in_stories(holding, stories):
            yield from (_moved(mention, start) for mention in _in_step(step, kind, names))

    def _outside(self, kind: SymbolKind, names: AbstractSet[str]) -> Iterator[Mention]:
        mentioned = self.mentions.get(kind, {})
        for name in names:
            yield from mentioned.get(name, ())
        if kind is SymbolKind.STORY:
            yield from self._titles(names)

    def _holding(self, kind: SymbolKind, names: AbstractSet[str]) -> Mapping[int, Step]:
        holders = self.held.names.get(kind, {})
        return {identity: step for name in names for identity, step in holders.get(name, {}).items()}

    def standing(self, steps: Mapping[int, Step]) -> Iterator[tuple[Step, int]]:
        """Where some steps, by their identity, stand in the file: each with the offset its spans count from."""
        return self._in_stories(steps, self.steps.of(steps)) if steps else iter(())

    def _in_stories(
        self, steps: Mapping[int, Step], stories: Mapping[int, tuple[int, ...]]
    ) -> Iterator[tuple[Step, int]]:
        all_placed = self.file.placed_stories()
        for index in sorted(frozenset(chain.from_iterable(stories.values()))):
            placed = all_placed[index]
            for line, start in zip(lines_of(placed.story), starts_of(placed.story), strict=True):
                if id(line) in steps:
                    yield line, placed.offset + start

    def around(self, offset: int) -> Iterator[Mention]:
        """Every place of every name that may lie at an offset: all outside of stories, and those of the story there."""
        for kind in SymbolKind:
            for mentions in self.mentions.get(kind, {}).values():
                yield from mentions
        for _, placed in self.file.stories_at(Span(offset, offset)):
            yield from _of_story(placed)

    def _titles(self, names: AbstractSet[str]) -> Iterator[Mention]:
        for placed in self.file.placed_stories():
            if placed.story.name.text in names:
                yield from _title(placed)


def names_of(file: SourceFile, known: KnownSteps, before: FileNames | None = None) -> FileNames:
    """The names of a file; what ``before`` had of stories that did not change is taken over."""
    if before is not None and before.file is file:
        return before
    stories = _stories(file)
    if before is None:
        before = FileNames(SourceFile(file.path, Document("")), {}, HeldSteps(), (), (), (), _NONE, _NONE)
    old = _stories(before.file)
    head, tail = kept_ends(old, stories)
    gone, fresh = old[head : len(old) - tail], stories[head : len(stories) - tail]
    summaries = (*before.summaries[:head], *_summaries(fresh, known), *before.summaries[len(old) - tail :])
    return FileNames(
        file,
        names_outside_stories(file),
        held_steps(before.held, _lines(gone), _lines(fresh), known),
        summaries,
        linked=tuple(compress(count(), map(attrgetter("linked"), summaries))),
        idle=tuple(compress(count(), map(attrgetter("idle"), summaries))),
        titles=traits(summaries, TITLE),
        fingerprints=traits(summaries, FINGERPRINT),
        steps=before.steps.after(stories, head, tail, before.held.counts.keys()),
    )


def _stories(file: SourceFile) -> tuple[Story, ...]:
    return tuple(map(attrgetter("story"), file.placed_stories()))


def _lines(stories: Iterable[Story]) -> list[Step]:
    return list(chain.from_iterable(map(lines_of, stories)))


def _summaries(stories: Sequence[Story], known: KnownSteps) -> Iterator[StorySummary]:
    steps = known.of(_lines(stories))
    for story in stories:
        yield summarize(story, map(attrgetter("fingerprint"), map(steps.__getitem__, map(id, lines_of(story)))))


def _of_story(placed: PlacedStory) -> Iterator[Mention]:
    yield from _title(placed)
    for step, start in zip(lines_of(placed.story), starts_of(placed.story), strict=True):
        yield from (_moved(mention, placed.offset + start) for mention in step_mentions(step))


def _in_step(step: Step, kind: SymbolKind, names: Container[str]) -> Iterator[Mention]:
    return (mention for mention in step_mentions(step) if mention.kind is kind and mention.name in names)


def _title(placed: PlacedStory) -> Iterator[Mention]:
    name = placed.story.name
    if name.text:
        yield Mention(SymbolKind.STORY, name.text, name.span.shifted(placed.offset), Place.STORY, declares=True)


def _moved(mention: Mention, by: int) -> Mention:
    return Mention(mention.kind, mention.name, mention.span.shifted(by), mention.place, mention.declares)

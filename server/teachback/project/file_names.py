"""All names of one file, looked up by kind and name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain, compress, count
from operator import attrgetter

from teachback.formats.story_tree import PlacedStory, Step, Story
from teachback.project.held_steps import HeldSteps, held_steps, lines_of, starts_of
from teachback.project.kept_stories import kept_ends
from teachback.project.known_steps import KnownSteps
from teachback.project.names_outside_stories import names_outside_stories
from teachback.project.sources import SourceFile
from teachback.project.step_names import step_mentions
from teachback.project.story_summary import StorySummary, summarize
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.twins import FINGERPRINT, TITLE, Traits, traits
from teachback.text.document import Document
from teachback.text.spans import Span

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
    _places: dict[tuple[SymbolKind, frozenset[str]], tuple[Mention, ...]] = field(
        default_factory=dict[tuple[SymbolKind, frozenset[str]], tuple[Mention, ...]], repr=False, compare=False
    )

    _used: dict[SymbolKind, frozenset[str]] = field(
        default_factory=dict[SymbolKind, frozenset[str]], repr=False, compare=False
    )

    def names(self, kind: SymbolKind) -> Iterator[str]:
        """Every name of a kind; one that stands both in a story and elsewhere comes twice."""
        yield from self.mentions.get(kind, ())
        yield from self.in_stories(kind)

    def in_stories(self, kind: SymbolKind) -> Collection[str]:
        """The names of a kind that stand in stories, without order."""
        if kind is SymbolKind.STORY:
            return {placed.story.name.text for placed in self.file.placed_stories()} - {""}
        return self.held.names.get(kind, {}).keys()

    def used(self, kind: SymbolKind) -> frozenset[str]:
        """The names of a kind that stand in stories, or elsewhere but in their declaration and in the NLU data."""
        found = self._used.get(kind)
        if found is None:
            elsewhere = (
                name
                for name, mentions in self.mentions.get(kind, {}).items()
                if any(not mention.declares and mention.place is not Place.NLU for mention in mentions)
            )
            found = self._used[kind] = frozenset((*self.in_stories(kind), *elsewhere))
        return found

    def has_names_of(self, other: FileNames, kind: SymbolKind) -> bool:
        """Whether the names of a kind are those of another file."""
        return (
            self.in_stories(kind) == other.in_stories(kind)
            and self.mentions.get(kind, {}).keys() == other.mentions.get(kind, {}).keys()
        )

    def places(self, kind: SymbolKind, names: frozenset[str]) -> Sequence[Mention]:
        """Every place of some names of a kind in the file, those outside of stories first, with spans in the file.

        The answer is kept: whoever asks after an edit of another file asks the same.
        """
        outside, inside = self.mentions.get(kind, {}), self.in_stories(kind)
        here = frozenset(name for name in names if name in outside or name in inside)
        found = self._places.get((kind, here))
        if found is None:
            found = self._places[kind, here] = tuple(self._placed(kind, here))
        return found

    def _placed(self, kind: SymbolKind, names: AbstractSet[str]) -> Iterator[Mention]:
        outside = self.mentions.get(kind, {})
        for name in names:
            yield from outside.get(name, ())
        if kind is SymbolKind.STORY:
            yield from self._titles(names)
            return
        holders = self.held.names.get(kind, {})
        held = {identity: step for name in names for identity, step in holders.get(name, {}).items()}
        for step, start in self.standing(held):
            yield from (
                _moved(mention, start)
                for mention in step_mentions(step)
                if mention.kind is kind and mention.name in names
            )

    def standing(self, steps: Mapping[int, Step]) -> Iterator[tuple[Step, int]]:
        """Where some steps, by their identity, stand in the file: each with the offset its spans count from."""
        if not steps:
            return
        wanted = steps.keys()
        for placed in self.file.placed_stories():
            lines = lines_of(placed.story)
            if wanted.isdisjoint(map(id, lines)):
                continue
            for line, start in zip(lines, starts_of(placed.story), strict=True):
                if id(line) in wanted:
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
    if before is None:
        before = FileNames(SourceFile(file.path, Document("")), {}, HeldSteps(), (), (), (), _NONE, _NONE)
    old, stories = _stories(before.file), _stories(file)
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


def _title(placed: PlacedStory) -> Iterator[Mention]:
    name = placed.story.name
    if name.text:
        yield Mention(SymbolKind.STORY, name.text, name.span.shifted(placed.offset), Place.STORY, declares=True)


def _moved(mention: Mention, by: int) -> Mention:
    return Mention(mention.kind, mention.name, mention.span.shifted(by), mention.place, mention.declares)

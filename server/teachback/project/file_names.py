"""All names of one file, looked up by kind and name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, compress, count
from operator import attrgetter
from typing import TypeVar

from teachback.formats.story_tree import PlacedStory, Step, Story
from teachback.project.held_steps import HeldSteps, held_steps, lines_of, starts_of
from teachback.project.known_steps import KnownStep, KnownSteps
from teachback.project.names_edit import NamesEdit
from teachback.project.names_outside_stories import names_outside_stories
from teachback.project.remembered import Remembered
from teachback.project.sources import SourceFile
from teachback.project.step_names import step_mentions
from teachback.project.step_places import Places, StepPlaces
from teachback.project.story_summary import StorySummary, summarize
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.twins import FINGERPRINT, TITLE, Traits
from teachback.text.document import Document
from teachback.text.spans import Span

T = TypeVar("T")

Mentions = Mapping[SymbolKind, Mapping[str, tuple[Mention, ...]]]
"""By kind and name all places of the name outside of stories."""


@dataclass(frozen=True, slots=True)
class FileNames:
    """The names of a file. ``mentions`` are those outside stories, ``held`` the steps of its stories by their names.

    ``summaries`` are those of the file's stories, in their order. ``linked`` are the indexes of the stories with
    checkpoints, ``idle`` of those in which the bot does nothing. ``titles`` and ``fingerprints`` are theirs, too.
    """

    file: SourceFile
    mentions: Mentions
    held: HeldSteps
    summaries: tuple[StorySummary, ...]
    linked: tuple[int, ...]
    idle: tuple[int, ...]
    titles: Traits
    fingerprints: Traits
    edit: NamesEdit | None = field(default=None, repr=False, compare=False)
    steps: StepPlaces = field(default_factory=partial(StepPlaces, ()), repr=False, compare=False)
    known_names: dict[SymbolKind, frozenset[str]] = field(
        default_factory=dict[SymbolKind, frozenset[str]], repr=False, compare=False
    )
    remembered: Remembered = field(default_factory=Remembered, repr=False, compare=False)

    def once(self, of: Callable[[FileNames], T]) -> T:
        """What a function comes to that hangs on the file alone."""
        return self.remembered.get(of, None, partial(of, self))

    def names(self, kind: SymbolKind) -> frozenset[str]:
        """Every name of a kind; the very same object as in the text before while these are the same."""
        found = self.known_names.get(kind)
        if found is None:
            found = self.known_names[kind] = frozenset(self.in_stories(kind)).union(self.mentions.get(kind, ()))
        return found

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
        for identity, known in self.held.names.get(kind, {}).get(name, {}).items():
            for mention in known.mentions:
                if mention.kind is kind and mention.name == name:
                    yield mention, self.held.counts[identity]

    def places(self, kind: SymbolKind, names: AbstractSet[str]) -> Iterator[Mention]:
        """Every place of some names of a kind in the file, those outside of stories first, with spans in the file."""
        return (_moved(mention, start) for mention, start in self.placed(kind, names))

    def placed(self, kind: SymbolKind, names: AbstractSet[str]) -> Iterator[tuple[Mention, int]]:
        """The same mentions as steps have them, each with the offset from which its span counts."""
        yield from self._outside(kind, names)
        holding = self._holding(kind, names)
        yield from self._in_steps(kind, names, holding, self.steps.of(holding))

    def first_placed(self, kind: SymbolKind, names: AbstractSet[str]) -> Iterator[tuple[Mention, int]]:
        """Some of ``placed``, with the first of each name among them: of every step the first place alone."""
        yield from self._outside(kind, names)
        holding = self._holding(kind, names)
        first = {step: places[:1] for step, places in self.steps.of(holding).items()}
        yield from self._in_steps(kind, names, holding, first)

    def _outside(self, kind: SymbolKind, names: AbstractSet[str]) -> Iterator[tuple[Mention, int]]:
        mentioned = self.mentions.get(kind, {})
        for name in names if mentioned else ():
            yield from ((mention, 0) for mention in mentioned.get(name, ()))
        if kind is SymbolKind.STORY:
            yield from ((mention, 0) for mention in self._titles(names))

    def _holding(self, kind: SymbolKind, names: AbstractSet[str]) -> Mapping[int, KnownStep]:
        holders = self.held.names.get(kind, {})
        return {identity: known for name in names for identity, known in holders.get(name, {}).items()}

    def _in_steps(
        self, kind: SymbolKind, names: AbstractSet[str], known: Mapping[int, KnownStep], places: Mapping[int, Places]
    ) -> Iterator[tuple[Mention, int]]:
        for step, start in self._standing(places):
            for mention in known[step].mentions:
                if mention.kind is kind and mention.name in names:
                    yield mention, start

    def standing(self, steps: Mapping[int, KnownStep]) -> Iterator[tuple[KnownStep, int]]:
        """Where some steps, by their identity, stand in the file: each with the offset its spans count from."""
        return ((steps[step], start) for step, start in self._standing(self.steps.of(steps)))

    def _standing(self, places: Mapping[int, Places]) -> Iterator[tuple[int, int]]:
        stories = self.file.placed_stories()
        for place, step in sorted((place, step) for step, found in places.items() for place in found):
            placed = stories[place[0]]
            yield step, placed.offset + starts_of(placed.story)[place[1]]

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
        before = FileNames(SourceFile(file.path, Document("")), {}, HeldSteps(), (), (), (), Traits(), Traits())
    old, stories = before.file.placed_stories(), file.placed_stories()
    head, tail = file.kept_since(old)
    gone, fresh = _stories(old[head : len(old) - tail]), _stories(stories[head : len(stories) - tail])
    new = tuple(_summaries(fresh, known))
    summaries = (*before.summaries[:head], *new, *before.summaries[len(old) - tail :])
    mentions = names_outside_stories(file)
    held = held_steps(before.held, _lines(gone), _lines(fresh), known)
    return FileNames(
        file,
        mentions,
        held,
        summaries,
        linked=tuple(compress(count(), map(attrgetter("linked"), summaries))),
        idle=tuple(compress(count(), map(attrgetter("idle"), summaries))),
        titles=before.titles.after(map(TITLE, new), head, tail),
        fingerprints=before.fingerprints.after(map(FINGERPRINT, new), head, tail),
        edit=_edit(before, file, mentions, known.of(_lines((*gone, *fresh)))),
        steps=before.steps.after(stories, head, tail, before.held.counts.keys()),
        known_names={k: names for k, names in before.known_names.items() if _same_names(k, before, mentions, held)},
    )


def _edit(before: FileNames, file: SourceFile, mentions: Mentions, steps: Mapping[int, KnownStep]) -> NamesEdit | None:
    """Nothing is taken over from an empty text, nor from a file in another role."""
    if not before.file.placed_stories() or before.file.trained != file.trained:
        return None
    return NamesEdit(before.remembered, steps.values(), frozenset((*before.mentions, *mentions)))


def _same_names(kind: SymbolKind, before: FileNames, mentions: Mentions, held: HeldSteps) -> bool:
    if kind is SymbolKind.STORY or held.names.get(kind) is not before.held.names.get(kind):
        return False
    return mentions.get(kind, {}).keys() == before.mentions.get(kind, {}).keys()


def _stories(placed: Iterable[PlacedStory]) -> tuple[Story, ...]:
    return tuple(map(attrgetter("story"), placed))


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

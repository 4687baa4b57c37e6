"""What several stories of a project have in common, such as a name, kept up to date file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from operator import attrgetter

from teachback.project.kept_stories import kept_ends
from teachback.project.story_summary import StorySummary

Trait = Callable[[StorySummary], Hashable]

TITLE: Trait = attrgetter("title")
FINGERPRINT: Trait = attrgetter("fingerprint")


@dataclass(frozen=True, slots=True)
class Twins:
    """How many stories have each trait now, and the traits that several had when these were made."""

    counts: dict[Hashable, int] = field(default_factory=dict[Hashable, int])
    shared: frozenset[Hashable] = frozenset()

    def after(self, gone: Iterable[Hashable], fresh: Iterable[Hashable]) -> Twins:
        """The same after some stories are gone and others are there; costs these, however many there are in all, as the
        counts are handed on: there is one object for all twins of a project.
        """
        change = Counter(fresh)
        change.subtract(gone)
        counts, shared = self.counts, set(self.shared)
        for trait, by in change.items():
            if not by:
                continue
            times = counts.pop(trait, 0) + by
            if times:
                counts[trait] = times
            if times > 1:
                shared.add(trait)
            else:
                shared.discard(trait)
        return Twins(counts, frozenset(shared))


def gone_and_fresh(
    changes: Iterable[tuple[Sequence[Hashable], Sequence[Hashable]]],
) -> tuple[list[Hashable], list[Hashable]]:
    """For ``Twins.after``: the traits of files before and after an edit, without the same ones at both ends."""
    gone: list[Hashable] = []
    fresh: list[Hashable] = []
    for before, now in changes:
        if before is now:
            continue
        head, tail = kept_ends(before, now)
        gone += before[head : len(before) - tail]
        fresh += now[head : len(now) - tail]
    return gone, fresh


@dataclass(frozen=True, slots=True)
class Traits:
    """One trait of the stories of one file, in their order, and the index of the first story with each."""

    of_stories: tuple[Hashable, ...] = ()
    first: Mapping[Hashable, int] = field(default_factory=dict[Hashable, int])

    def indexes(self, wanted: frozenset[Hashable]) -> Iterator[int]:
        """The stories with one of some traits."""
        return compress(count(), map(wanted.__contains__, self.of_stories))

    def after(self, fresh: Iterable[Hashable], head: int, tail: int) -> Traits:
        """The same when all stories but ``head`` at the start and ``tail`` at the end have become others; the same
        object where these have the same traits.
        """
        now, end = tuple(fresh), len(self.of_stories) - tail
        gone = self.of_stories[head:end]
        if now == gone:
            return self
        traits = (*self.of_stories[:head], *now, *self.of_stories[end:])
        if len(now) != len(gone):
            return Traits(traits, dict(zip(reversed(traits), reversed(range(len(traits))), strict=True)))
        changed = frozenset((*gone, *now))
        first = {**self.first, **{trait: traits.index(trait) for trait in changed.intersection(traits)}}
        for trait in changed.difference(traits):
            del first[trait]
        return Traits(traits, first)

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


def traits(summaries: Sequence[StorySummary], trait: Trait, before: Traits) -> Traits:
    """A trait of the stories of a file; the same object as in the text before where all have the same."""
    found = tuple(map(trait, summaries))
    if found == before.of_stories:
        return before
    return Traits(found, dict(zip(reversed(found), reversed(range(len(found))), strict=True)))

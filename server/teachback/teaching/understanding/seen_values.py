"""What examples mark, as a lookup table for each type: a value that was an entity before may be one again.

While these examples themselves are learnt from, a value counts only where another example marks it, too. Otherwise
every entity would be a known one, and nothing would be learnt of how unknown ones look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.teaching.understanding.nlu_data import Sample, Table
from teachback.teaching.understanding.patterns import Match, Matcher, matcher_of
from teachback.teaching.understanding.words import Word, folded, words_of

# No lookup table of a project is mistaken for one of these.
_PREFIX = "seen "

Value = tuple[str, tuple[str, ...]]
"""The name of a table and the folded words of an item."""


@dataclass(frozen=True, slots=True)
class SeenValues:
    """``counts`` tells how many samples mark a value."""

    matcher: Matcher
    counts: Counter[Value]

    def matches(self, text: str, words: Sequence[Word]) -> tuple[Match, ...]:
        """Where known values stand in a message."""
        return self.matcher.matches(text, words)

    def matches_in(self, sample: Sample, words: Sequence[Word]) -> tuple[Match, ...]:
        """Where values stand in a sample that are known from others."""
        own = Counter(set(_values(sample)))
        found = ((match, _value(match, words)) for match in self.matches(sample.text, words))
        return tuple(match for match, value in found if self.counts[value] > own[value])


def seen_values(samples: Iterable[Sample]) -> SeenValues:
    """The values that samples mark."""
    counts = Counter(value for sample in samples for value in set(_values(sample)))
    items: dict[str, list[str]] = {}
    for name, words in sorted(counts):
        items.setdefault(name, []).append(" ".join(words))
    return SeenValues(matcher_of([Table(name, tuple(found)) for name, found in items.items()], ()), counts)


def _values(sample: Sample) -> Iterator[Value]:
    for mark in sample.marks:
        words = tuple(folded(word.text) for word in words_of(sample.text[mark.start : mark.end]))
        if words:
            yield f"{_PREFIX}{mark.label.type}", words


def _value(match: Match, words: Sequence[Word]) -> Value:
    return match.name, tuple(folded(word.text) for word in words[match.first : match.last])

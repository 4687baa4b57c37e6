"""What tells messages apart: words and pairs of words, and pieces of a few characters within and across words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from teachback.teaching.understanding.patterns import Match
from teachback.teaching.understanding.words import Kind, Word, folded, words_of

Counts = Mapping[str, int]

FAMILIES = 3
"""Each family of features has the same weight in a message, however many features it has there."""

_WORDS = (1, 2)
_ACROSS = (2, 4)
_WITHIN = (2, 5)
_NUMBER = "0"


def counts_of(text: str, matches: Iterable[Match]) -> tuple[Counts, ...]:
    """How often each feature occurs in a message, family by family; ``matches`` are those of tables and patterns."""
    plain = folded(text)
    words = [_known(word) for word in words_of(plain)]
    return (
        Counter((*_word_runs(words), *(f"p{match.name}" for match in matches))),
        Counter(_pieces("c", f" {plain} ", _ACROSS)),
        Counter(piece for word in words for piece in _pieces("b", f"<{word}>", _WITHIN)),
    )


def weighted(counts: Sequence[Counts], idf: Mapping[str, float]) -> dict[str, float]:
    """The features of a message with their weights; those without an ``idf`` are unknown and left out.

    A family's weights have the length 1, but for the square root that makes it so for the whole.
    """
    found: dict[str, float] = {}
    for family in counts:
        raw = {name: (1 + math.log(count)) * idf[name] for name, count in family.items() if name in idf}
        length = math.sqrt(math.fsum(value * value for value in raw.values()) * FAMILIES)
        found.update((name, value / length) for name, value in raw.items())
    return found


def _known(word: Word) -> str:
    """A word as it is compared; numbers are all the same."""
    return _NUMBER if word.kind is Kind.DIGIT else word.text


def _word_runs(words: Sequence[str]) -> Iterator[str]:
    framed = ["^", *words, "$"]
    for size in range(_WORDS[0], _WORDS[1] + 1):
        for at in range(len(framed) - size + 1):
            if size > 1 or 0 < at < len(framed) - 1:
                yield f"w{' '.join(framed[at : at + size])}"


def _pieces(prefix: str, text: str, sizes: tuple[int, int]) -> Iterator[str]:
    for size in range(sizes[0], sizes[1] + 1):
        for at in range(len(text) - size + 1):
            yield prefix + text[at : at + size]

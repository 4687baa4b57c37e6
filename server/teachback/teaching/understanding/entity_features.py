"""What a word looks like to the one who looks for entities: itself, its parts, its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from teachback.teaching.understanding.patterns import Match
from teachback.teaching.understanding.words import Kind, Word, folded

_FARTHEST = 2
_AFFIX = 4
_EDGE = "^"


def features_of(words: Sequence[Word], matches: Iterable[Match]) -> list[list[str]]:
    """The features of each word; ``matches`` are those of tables and patterns."""
    said = [folded(word.text) for word in words]
    shapes = [_shape(word) for word in words]
    listed = _listed(len(words), matches)
    return [[*_own(said[at], shapes[at]), *_around(at, said, shapes, listed)] for at in range(len(words))]


def _own(said: str, shape: str) -> Iterator[str]:
    yield "bias"
    for size in range(1, min(_AFFIX, len(said) - 1) + 1):
        yield f"begins={said[:size]}"
        yield f"ends={said[-size:]}"
    yield f"long={min(len(said), 8)}"
    yield f"seen={said}/{shape}"


def _around(at: int, said: Sequence[str], shapes: Sequence[str], listed: Sequence[Sequence[str]]) -> Iterator[str]:
    for step in range(-_FARTHEST, _FARTHEST + 1):
        place = at + step
        if not 0 <= place < len(said):
            yield f"{step}{_EDGE}"
            continue
        yield f"{step}={said[place]}"
        yield f"{step}~{shapes[place]}"
        for name in listed[place]:
            yield f"{step}@{name}"
    for first in (-2, -1, 0, 1):
        yield f"{first}&={_at(said, at + first)} {_at(said, at + first + 1)}"
    yield f"-1&+1={_at(said, at - 1)} {_at(said, at + 1)}"


def _at(said: Sequence[str], place: int) -> str:
    return said[place] if 0 <= place < len(said) else _EDGE


def _shape(word: Word) -> str:
    """A word's look: sort of characters, and whether they are capitals."""
    if word.kind is Kind.DIGIT:
        return f"digits{min(len(word.text), 5)}"
    if word.kind is not Kind.LETTER:
        return word.kind.name
    if word.text.istitle():
        return "Title"
    return "UPPER" if word.text.isupper() else "lower" if word.text.islower() else "miXed"


def _listed(count: int, matches: Iterable[Match]) -> list[list[str]]:
    """For each word the tables and patterns that match there, and whether it is the first word of the match."""
    found: list[dict[str, None]] = [{} for _ in range(count)]
    for match in matches:
        for place in range(match.first, match.last):
            found[place][f"{'B' if place == match.first else 'I'}-{match.name}"] = None
    return [sorted(names) for names in found]

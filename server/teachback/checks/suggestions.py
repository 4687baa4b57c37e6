"""Names that an author may have meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Two of three characters in place: below that a suggestion is a guess. Found by trying typos of real projects' names.
_CLOSE = 0.7
# Sorts out most; a little lower, so that rounding loses none.
_ROUGHLY = 0.69
_CERTAIN = 0.8
_GAP = 0.1
_MOST = 3
_CONVENTIONAL = ("utter_", "action_")
# So many answers are kept: while somebody types, names that stay unknown are told again with each letter.
_MOST_KEPT = 2048

Ranked = Sequence[tuple[float, str]]


class Candidates:
    """Names that may have been meant, made ready for being compared with many others."""

    __slots__ = ("_by_prefix", "_folded", "_ranked")

    def __init__(self, names: Iterable[str]) -> None:
        self._by_prefix: dict[str, list[str]] = {}
        for name in names:
            self._by_prefix.setdefault(_conventional(name, name), []).append(name)
        self._folded: dict[tuple[str, str], list[str]] = {}
        self._ranked: dict[str, Ranked] = {}

    def closest(self, name: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
        """Up to three of those that look like ``name`` and fit, the nearest first."""
        return tuple(islice((other for _, other in self.ranked(name) if fits(other)), _MOST))

    def ranked(self, name: str) -> Ranked:
        """All that look like ``name``, the nearest first, each with its likeness from 0 to 1."""
        ranked = self._ranked.get(name)
        if ranked is None:
            if len(self._ranked) >= _MOST_KEPT:
                self._ranked.clear()
            near = (pair for prefix in self._by_prefix for pair in self._near(name, prefix))
            ranked = self._ranked[name] = tuple(sorted(near, key=lambda pair: (-pair[0], pair[1])))
        return ranked

    def _near(self, name: str, prefix: str) -> Iterator[tuple[float, str]]:
        """What both share by convention says nothing about which one is meant."""
        shared, others = _conventional(name, prefix), self._by_prefix[prefix]
        folded = self._folded.get((prefix, shared))
        if folded is None:
            folded = self._folded[prefix, shared] = [_folded(other.removeprefix(shared)) for other in others]
        text = _folded(name.removeprefix(shared))
        scorer = OSA.normalized_similarity
        found = process.extract(text, folded, scorer=scorer, processor=None, limit=None, score_cutoff=_ROUGHLY)
        for _, likeness, index in found:
            other = others[index]
            if likeness >= _CLOSE and other != name and _similar_length(name, other):
                yield likeness, other


def close_names(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Up to three candidates that look like ``name``, the nearest first."""
    return tuple(other for _, other in Candidates(candidates).ranked(name)[:_MOST])


def clearly_meant(name: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that is near and far nearer than any other; ``None`` when there is doubt."""
    ranked = Candidates(candidates).ranked(name)
    if not ranked or ranked[0][0] < _CERTAIN:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _GAP:
        return None
    return ranked[0][1]


def did_you_mean(suggestions: tuple[str, ...]) -> str:
    """The sentence that asks it, with a space in front; empty without suggestions."""
    if not suggestions:
        return ""
    *others, last = (f"`{name}`" for name in suggestions)
    return f" Did you mean {', '.join(others)} or {last}?" if others else f" Did you mean {last}?"


def _similar_length(name: str, other: str) -> bool:
    return abs(len(name) - len(other)) <= (1 - _CLOSE) * max(len(name), len(other))


def _conventional(name: str, other: str) -> str:
    """The prefixes that both begin with."""
    shared = ""
    for prefix in _CONVENTIONAL:
        if name.startswith(shared + prefix) and other.startswith(shared + prefix):
            shared += prefix
    return shared


def _folded(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")

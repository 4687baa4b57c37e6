"""Names that an author may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

# Two of three characters in place: below that a suggestion is a guess. Found by trying typos of real projects' names.
_CLOSE = 0.7
_CERTAIN = 0.8
_GAP = 0.1
_MOST = 3
_CONVENTIONAL = ("utter_", "action_")


def close_names(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Up to three candidates that look like ``name``, the nearest first."""
    return tuple(candidate for _, candidate in _ranked(name, candidates)[:_MOST])


def clearly_meant(name: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that is near and far nearer than any other; ``None`` when there is doubt."""
    ranked = _ranked(name, candidates)
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


def _ranked(name: str, candidates: Iterable[str]) -> list[tuple[float, str]]:
    near = (other for other in candidates if other != name and _similar_length(name, other))
    scored = ((_similarity(name, other), other) for other in near)
    return sorted((pair for pair in scored if pair[0] >= _CLOSE), key=lambda pair: (-pair[0], pair[1]))


def _similar_length(name: str, other: str) -> bool:
    """False only where ``_similarity`` cannot reach ``_CLOSE``: most candidates are sorted out by this."""
    return abs(len(name) - len(other)) <= (1 - _CLOSE) * max(len(name), len(other))


def _similarity(name: str, other: str) -> float:
    """From 0 to 1. What both share by convention says nothing about which one is meant."""
    for prefix in _CONVENTIONAL:
        if name.startswith(prefix) and other.startswith(prefix):
            name, other = name.removeprefix(prefix), other.removeprefix(prefix)
    return OSA.normalized_similarity(_folded(name), _folded(other))


def _folded(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")

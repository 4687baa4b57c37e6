"""A conversation in a list to choose from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """``messages`` is how often the user spoke; ``latest`` when something happened last, in seconds since 1970.

    Where no time is told, ``latest`` is ``None``.
    """

    id: str
    messages: int
    latest: float | None

"""What is told of each of many parts of the facts, worked out again only of those that are others than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from teachback.checks.rule import Facts

Part = TypeVar("Part")
T = TypeVar("T")


def of_each(facts: Facts, parts: Iterable[Part], work: Callable[[Facts, Part], T]) -> tuple[T, ...]:
    """What comes of each part. ``work`` must hang on nothing but the part, which stays the same object while it does;
    it is always asked of parts of one kind.
    """
    before = facts.remembered.get((of_each, work), None, dict[int, tuple[Part, T]])
    now: dict[int, tuple[Part, T]] = {}
    for part in parts:
        known = before.get(id(part))
        now[id(part)] = known if known is not None and known[0] is part else (part, work(facts, part))
    before.clear()
    before.update(now)
    return tuple(told for _, told in now.values())

"""Which edges of a graph lead back: layers need all edges to lead down."""

from __future__ import annotations

from collections.abc import Iterable

Ends = tuple[int, int]
"""The ids of the nodes that an edge leads from and to."""


def leading_back(edges: Iterable[Ends], start: int) -> frozenset[Ends]:
    """The edges that close a circle when the graph is walked from ``start`` on, in the order of ids: without them there
    is none. Edges from a node to itself are among them.
    """
    after: dict[int, list[int]] = {}
    for one, other in sorted(edges):
        after.setdefault(one, []).append(other)
    found: set[Ends] = set()
    done: set[int] = set()
    way = [start]
    left = [iter(after.get(start, ()))]
    on_the_way = {start}
    while way:
        following = next(left[-1], None)
        if following is None:
            left.pop()
            on_the_way.discard(way[-1])
            done.add(way.pop())
        elif following in on_the_way:
            found.add((way[-1], following))
        elif following not in done:
            way.append(following)
            left.append(iter(after.get(following, ())))
            on_the_way.add(following)
    return frozenset(found)

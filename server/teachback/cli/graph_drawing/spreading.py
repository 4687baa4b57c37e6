"""Things in a row, moved as little as possible so that none overlap."""

from __future__ import annotations

from collections.abc import Sequence


def spread(centres: Sequence[float], distances: Sequence[float]) -> list[float]:
    """New centres in the same order: each at least so far from the one before as ``distances`` says, the first of which
    does not count. The sum of the squares of all movements is the least possible (isotonic regression, by pooling
    adjacent violators).
    """
    offsets = [0.0]
    for distance in distances[1:]:
        offsets.append(offsets[-1] + distance)
    pools: list[tuple[float, int]] = []
    for centre, offset in zip(centres, offsets, strict=True):
        total, count = centre - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, members = pools.pop()
            total, count = total + before, count + members
        pools.append((total, count))
    places = [total / count for total, count in pools for _ in range(count)]
    return [place + offset for place, offset in zip(places, offsets, strict=True)]

"""What somebody sees who follows a graph from a node and remembers labels alone."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.teaching.graph.sketch import Sketch

Ahead = frozenset[tuple[str, bool, "Ahead"]]
"""Sequences of labels as a tree: each first label, whether a sequence ends with it, and how others go on."""

_NOTHING: Ahead = frozenset()


def labels_ahead(sketch: Sketch, node: int, length: int) -> Ahead:
    """All sequences of labels from a node on, ``length`` nodes long or up to a dead end.

    Two nodes with the same sequences have the same fingerprint (R1:core/training/visualization.py:_fingerprint_node).
    """
    return _ahead(sketch, (node,), length)


def _ahead(sketch: Sketch, nodes: Iterable[int], length: int) -> Ahead:
    by_label: dict[str, list[int]] = {}
    for node in nodes:
        by_label.setdefault(sketch.spots[node].label, []).append(node)
    if length <= 1:
        return frozenset((label, True, _NOTHING) for label in by_label)
    return frozenset(_branch(sketch, label, alike, length) for label, alike in by_label.items())


def _branch(sketch: Sketch, label: str, nodes: list[int], length: int) -> tuple[str, bool, Ahead]:
    ends = any(not sketch.after((node,)) for node in nodes)
    return label, ends, _ahead(sketch, sketch.after(nodes), length - 1)

"""Repeated parts of a graph become one, as in Rasa.

Two nodes of one label merge when the same leads to them, when they lead to the same, or when somebody who looks ahead
``max_history`` nodes cannot tell them apart (R1:core/training/visualization.py:_nodes_are_equivalent). That is no
equivalence: what merges depends on the order, so the order is Rasa's, each node with the later ones, until nothing
changes. Rasa compares all pairs again after each change. Here nodes are found by what they have in common, and after a
merger only its neighbours are looked at anew, so the work grows with the number of mergers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import NamedTuple

from teachback.teaching.graph.ahead import labels_ahead
from teachback.teaching.graph.sketch import START, Sketch

Trait = tuple[str, str, object]
"""A kind of likeness, the label of a node, and what others of the label have to share."""


class _Traits(NamedTuple):
    """What a node may have in common with others: its label alone, the edges that lead to it, those that lead on from
    it to other nodes, and the labels ahead."""

    label: Trait
    before: Trait
    after: Trait
    ahead: Trait


_NOTHING_KNOWN = (None, None, None, None)


def merge_repeated_parts(sketch: Sketch, max_history: int) -> None:
    """Merge the nodes of a sketch until no two are alike. ``max_history`` counts nodes, from 1 (all nodes of one label
    are alike; Rasa would look ahead without an end)."""
    merging = _Merging(sketch, max_history)
    while merging.round():
        pass


class _Merging:
    __slots__ = ("_max_history", "_sketch", "_traits", "_with")

    def __init__(self, sketch: Sketch, max_history: int) -> None:
        self._sketch = sketch
        self._max_history = max_history
        self._traits: dict[int, _Traits] = {}
        self._with: dict[Trait, list[int]] = {}
        for node in sorted(node for node in sketch.spots if node > START):  # the start, the end and ellipses stay
            self._note(node, self._traits_of(node))

    def round(self) -> bool:
        """Merge each node with the later ones that are like it; whether there was any."""
        merged = False
        for node in sorted(self._traits):
            other: int | None = node
            while node in self._traits and (other := self._next_alike(node, other)) is not None:
                self._merge(node, other)
                merged = True
        return merged

    def _next_alike(self, node: int, after: int) -> int | None:
        """The first node after one that is like ``node``."""
        traits = self._traits[node]
        leading_nowhere = (*traits.after[:2], frozenset[object]())
        alike = (
            _next(self._with[traits.before], after),
            _next(self._with[traits.ahead], after),
            _next(self._with.get(leading_nowhere, ()), after),
            next((each for each in self._likely(node, after) if self._lead_to_the_same(node, each)), None),
        )
        return min((each for each in alike if each is not None), default=None)

    def _likely(self, node: int, after: int) -> Iterator[int]:
        """The nodes after one that may lead to the same as ``node``, in order."""
        traits = self._traits[node]
        _, label, onward = traits.after
        pool = self._with[traits.after if onward else traits.label]
        near = self._sketch.after((node,)) | self._sketch.before((node,))
        beside = sorted(each for each in near if each > after and self._label(each) == label)
        return merge(islice(pool, bisect_right(pool, after), None), beside)

    def _lead_to_the_same(self, node: int, other: int) -> bool:
        """Edges between the two do not count. A node that leads nowhere else leads to the same as any."""
        both = {node, other}
        ways, others = (frozenset(way for way in self._sketch.outgoing(each) if way[0] not in both) for each in both)
        return ways == others or not ways or not others

    def _merge(self, node: int, other: int) -> None:
        beside = self._sketch.after((other,)) | self._sketch.before((other,)) | {node}
        for trait in self._traits.pop(other):
            self._leave(trait, other)
        self._sketch.merge(node, other)
        for each in (beside - {other}) & self._traits.keys():
            self._note(each, self._traits[each]._replace(before=self._what_leads_to(each), after=self._onward(each)))
        for each in self._in_sight_of(node) & self._traits.keys():
            self._note(each, self._traits[each]._replace(ahead=self._view_from(each)))

    def _in_sight_of(self, node: int) -> set[int]:
        """The nodes that see beyond ``node`` when they look ahead, itself included."""
        found = {node}
        for _ in range(self._max_history - 2):
            found |= self._sketch.before(found)
        return found

    def _note(self, node: int, traits: _Traits) -> None:
        known = self._traits.get(node, _NOTHING_KNOWN)
        self._traits[node] = traits
        for old, new in zip(known, traits, strict=True):
            if old != new:
                self._leave(old, node)
                insort(self._with.setdefault(new, []), node)

    def _leave(self, trait: Trait | None, node: int) -> None:
        if trait is None:
            return
        alike = self._with[trait]
        del alike[bisect_left(alike, node)]
        if not alike:
            del self._with[trait]

    def _traits_of(self, node: int) -> _Traits:
        label = ("label", self._label(node), None)
        return _Traits(label, self._what_leads_to(node), self._onward(node), self._view_from(node))

    def _what_leads_to(self, node: int) -> Trait:
        return "before", self._label(node), frozenset(self._sketch.incoming(node))

    def _onward(self, node: int) -> Trait:
        return "after", self._label(node), frozenset(way for way in self._sketch.outgoing(node) if way[0] != node)

    def _view_from(self, node: int) -> Trait:
        return "ahead", self._label(node), labels_ahead(self._sketch, node, self._max_history)

    def _label(self, node: int) -> str:
        return self._sketch.spots[node].label


def _next(nodes: Sequence[int], after: int) -> int | None:
    index = bisect_right(nodes, after)
    return nodes[index] if index < len(nodes) else None

"""A graph while it is being put together: what the bot does are nodes, what the user says are keys of edges.

As in Rasa (R1:core/training/visualization.py, R3:shared/core/training_data/visualization.py): nodes merge more easily
while messages are no nodes yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from teachback.teaching.graph.story_graph import NodeKind
from teachback.teaching.graph.told import Place

START = 0
END = -1
NOWHERE = -2
"""What follows an action that is not confirmed yet; never shown."""
FIRST_ELLIPSIS = -3
"""Ellipses have this number and those below; what the bot does has the numbers above ``START``."""

SILENT = ""
"""The key of an edge on which the user says nothing."""

Way = tuple[int, str]
"""The node at the other end of an edge, and what the user says in between."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says between two nodes, and where that is told; as it is, nothing."""

    label: str = SILENT
    places: Sequence[Place] = ()


@dataclass(slots=True)
class Spot:
    """A node; what it is, and what it stands for so far."""

    kind: NodeKind
    label: str
    active: bool = False
    dashed: bool = False
    places: list[Place] = field(default_factory=list[Place])

    def absorb(self, other: Spot) -> None:
        """Stand for what another node stands for, too."""
        self.active |= other.active
        self.dashed |= other.dashed
        self.places += other.places


@dataclass(slots=True)
class Thread:
    """An edge; whether the current conversation takes it, and where its message is told."""

    active: bool = False
    places: list[Place] = field(default_factory=list[Place])

    def absorb(self, other: Thread) -> None:
        """Stand for another edge, too."""
        self.active |= other.active
        self.places += other.places


class Sketch:
    """Nodes by number and edges by their ends and key; nodes that the bot's actions are have growing numbers.

    Plain dictionaries: a graph of networkx takes several times as long to change, and merging changes little else.
    """

    def __init__(self) -> None:
        self.spots: dict[int, Spot] = {}
        self._after: dict[int, dict[Way, Thread]] = {}
        self._before: dict[int, dict[Way, Thread]] = {}
        self._last = START
        self._last_ellipsis = FIRST_ELLIPSIS + 1
        self._put(START, Spot(NodeKind.START, "START", active=True))
        self._put(END, Spot(NodeKind.END, "END"))
        self._put(NOWHERE, Spot(NodeKind.PENDING, "TMP"))

    def add(self, spot: Spot) -> int:
        """A new node for something that the bot does; its number."""
        self._last += 1
        self._put(self._last, spot)
        return self._last

    def add_ellipsis(self) -> int:
        """A new node for what is not shown; its number."""
        self._last_ellipsis -= 1
        self._put(self._last_ellipsis, Spot(NodeKind.ELLIPSIS, "..."))
        return self._last_ellipsis

    def connect(self, start: int, end: int, said: Said, *, active: bool) -> None:
        """An edge for a message, or for none."""
        self._link(start, end, said.label, Thread(active, list(said.places)))

    def merge(self, kept: int, other: int) -> None:
        """Make one node of two: all edges of ``other`` become ``kept``'s."""
        for end, key in list(self._after[other]):
            self._link(kept, end, key, self._unlink(other, end, key))
        for start, key in list(self._before[other]):
            self._link(start, kept, key, self._unlink(start, other, key))
        self.spots[kept].absorb(self.spots[other])
        self.remove(other)

    def remove(self, node: int) -> None:
        """Take a node out, with its edges."""
        for end, key in list(self._after[node]):
            self._unlink(node, end, key)
        for start, key in list(self._before[node]):
            self._unlink(start, node, key)
        del self.spots[node], self._after[node], self._before[node]

    def outgoing(self, node: int) -> Mapping[Way, Thread]:
        """The edges to the nodes after one."""
        return self._after[node]

    def incoming(self, node: int) -> Mapping[Way, Thread]:
        """The edges from the nodes before one."""
        return self._before[node]

    def after(self, nodes: Iterable[int]) -> set[int]:
        """The nodes right after some."""
        return {end for node in nodes for end, _ in self._after[node]}

    def before(self, nodes: Iterable[int]) -> set[int]:
        """The nodes right before some."""
        return {start for node in nodes for start, _ in self._before[node]}

    def _put(self, node: int, spot: Spot) -> None:
        self.spots[node] = spot
        self._after[node] = {}
        self._before[node] = {}

    def _link(self, start: int, end: int, key: str, thread: Thread) -> None:
        """Add an edge. Where the bot goes on there without a message anyway, that edge stands for this one, too."""
        after = self._after[start]
        known = after.get((end, SILENT)) or after.get((end, key))
        if known is not None:
            known.absorb(thread)
            return
        after[end, key] = self._before[end][start, key] = thread

    def _unlink(self, start: int, end: int, key: str) -> Thread:
        del self._before[end][start, key]
        return self._after[start].pop((end, key))

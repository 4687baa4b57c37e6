"""The last step of a drawing: from a merged sketch to a value, in which messages are nodes, too."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.teaching.graph.sketch import END, FIRST_ELLIPSIS, NOWHERE, SILENT, START, Sketch, Spot, Thread
from teachback.teaching.graph.story_graph import GraphEdge, GraphNode, NodeKind, StoryGraph
from teachback.teaching.graph.told import Place


def finished(sketch: Sketch, left_out: int) -> StoryGraph:
    """The graph of a sketch, which loses what is no longer needed: an end that nothing reaches, and all ellipses after
    a node but one."""
    _keep_one_ellipsis(sketch)
    if not sketch.incoming(END):
        sketch.remove(END)
    shown = _Shown()
    numbers = sorted((number for number in sketch.spots if number != NOWHERE), key=_rank)
    for number in numbers:
        shown.add_spot(number, sketch.spots[number])
    for start in numbers:
        for end, said in sorted(sketch.outgoing(start), key=lambda way: (_rank(way[0]), way[1])):
            shown.add_thread(start, end, said, sketch.outgoing(start)[end, said])
    return shown.graph(left_out)


class _Shown:
    """Nodes get their ids as they come: what the bot does, and then each message."""

    def __init__(self) -> None:
        self._nodes: list[GraphNode] = []
        self._edges: list[GraphEdge] = []
        self._ids: dict[int, int] = {}

    def add_spot(self, number: int, spot: Spot) -> None:
        """Show a node of the sketch."""
        self._ids[number] = self._add(spot.kind, spot.label, spot.places, active=spot.active, dashed=spot.dashed)

    def add_thread(self, start: int, end: int, said: str, thread: Thread) -> None:
        """Show an edge of the sketch: as one, or as a message with an edge before and after it."""
        last = self._ids[start]
        if said != SILENT:
            message = self._add(NodeKind.INTENT, said, thread.places, active=thread.active)
            self._edges.append(GraphEdge(last, message, thread.active))
            last = message
        if end != NOWHERE:
            self._edges.append(GraphEdge(last, self._ids[end], thread.active))

    def graph(self, left_out: int) -> StoryGraph:
        """All that was added."""
        edges = sorted(self._edges, key=lambda each: (each.start, each.end))
        return StoryGraph(tuple(self._nodes), tuple(edges), left_out)

    def _add(
        self, kind: NodeKind, label: str, places: Iterable[Place], *, active: bool = False, dashed: bool = False
    ) -> int:
        self._nodes.append(GraphNode(len(self._nodes), kind, label, active, dashed, tuple(dict.fromkeys(places))))
        return self._nodes[-1].id


def _rank(number: int) -> tuple[bool, int]:
    """The start, what the bot does in its order, and last the end and ellipses, whose numbers are below the start's."""
    return number < START, abs(number)


def _keep_one_ellipsis(sketch: Sketch) -> None:
    followed: set[int] = set()
    for node in sorted(node for node in sketch.spots if node <= FIRST_ELLIPSIS):
        before = sketch.before((node,))
        if before <= followed:
            sketch.remove(node)
        followed |= before

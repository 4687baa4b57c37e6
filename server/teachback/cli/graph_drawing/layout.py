"""Where the nodes and edges of a graph stand in a picture. All lengths are in pixels of an SVG at its natural size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from teachback.cli.graph_drawing.labels import columns, label_in_one_line
from teachback.cli.graph_drawing.layers import Point, placed
from teachback.cli.graph_drawing.orientation import Ends, leading_back
from teachback.teaching.graph.story_graph import GraphEdge, GraphNode, StoryGraph

COLUMN = 7.25
"""The width of a character."""
HEIGHT = 28.0
MARGIN = 24.0
_PADDING = 24.0
# Edges that lead back stand a little beside the others, which may join the same nodes.
_ASIDE = 12.0


@dataclass(frozen=True, slots=True)
class Box:
    """A node with the label that fits into it. ``x`` and ``y`` are its centre."""

    node: GraphNode
    label: str
    x: float
    y: float
    width: float
    height: float = HEIGHT


@dataclass(frozen=True, slots=True)
class Line:
    """An edge; ``points`` from the rim of one node to that of the other. ``to_itself`` for one that leads back to its
    own node, which has the same point twice."""

    edge: GraphEdge
    points: tuple[Point, ...]
    to_itself: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture of this size, the origin in its upper left corner."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


def laid_out(graph: StoryGraph) -> Layout:
    """The places of all nodes and edges of a graph whose nodes can all be reached from the first.

    Raises ``RecursionError`` where a layer has thousands of nodes.
    """
    boxes = [_box(node) for node in graph.nodes]
    back = leading_back(((edge.start, edge.end) for edge in graph.edges), graph.nodes[0].id)
    centres, routes = placed(
        {box.node.id: (box.width, box.height) for box in boxes},
        [_downwards(edge, back) for edge in graph.edges if edge.start != edge.end],
    )
    found = {box.node.id: replace(box, x=centres[box.node.id][0], y=centres[box.node.id][1]) for box in boxes}
    lines = [_line(edge, found, routes, back) for edge in graph.edges]
    return _at_origin(list(found.values()), lines)


def _box(node: GraphNode) -> Box:
    label = label_in_one_line(node.label)
    return Box(node, label, 0, 0, max(HEIGHT, columns(label) * COLUMN + _PADDING))


def _downwards(edge: GraphEdge, back: frozenset[Ends]) -> Ends:
    return (edge.end, edge.start) if (edge.start, edge.end) in back else (edge.start, edge.end)


def _line(
    edge: GraphEdge, boxes: Mapping[int, Box], routes: Mapping[Ends, Sequence[Point]], back: frozenset[Ends]
) -> Line:
    start, end = boxes[edge.start], boxes[edge.end]
    if edge.start == edge.end:
        side = (start.x + start.width / 2, start.y)
        return Line(edge, (side, side), to_itself=True)
    between = routes[_downwards(edge, back)][1:-1]
    if (edge.start, edge.end) not in back:
        return Line(edge, (_below(start), *between, _above(end)))
    aside = (_above(start), *reversed(between), _below(end))
    return Line(edge, tuple((x + _ASIDE, y) for x, y in aside))


def _above(box: Box) -> Point:
    return box.x, box.y - box.height / 2


def _below(box: Box) -> Point:
    return box.x, box.y + box.height / 2


def _at_origin(boxes: Sequence[Box], lines: Sequence[Line]) -> Layout:
    """The same picture with its upper left corner, and a margin, at the origin."""
    left = min(box.x - box.width / 2 for box in boxes) - MARGIN
    right = max(box.x + box.width / 2 for box in boxes) + MARGIN
    top = min(box.y - box.height / 2 for box in boxes) - MARGIN
    bottom = max(box.y + box.height / 2 for box in boxes) + MARGIN
    return Layout(
        tuple(replace(box, x=box.x - left, y=box.y - top) for box in boxes),
        tuple(replace(line, points=tuple((x - left, y - top) for x, y in line.points)) for line in lines),
        right - left,
        bottom - top,
    )

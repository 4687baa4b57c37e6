"""Nodes in layers, from the first down, by grandalf: Sugiyama's method with the coordinates of Brandes and Köpf."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from sys import getrecursionlimit, setrecursionlimit
from typing import Protocol

from grandalf.graphs import Edge, Vertex, graph_core
from grandalf.layouts import SugiyamaLayout

from teachback.cli.graph_drawing.orientation import Ends
from teachback.cli.graph_drawing.spreading import spread

Point = tuple[float, float]
Size = tuple[float, float]
"""Width and height."""

_BETWEEN_NODES = 20.0
_BETWEEN_LAYERS = 30.0
# The room that an edge takes in a layer that it passes.
_WIDTH_OF_PASSING_EDGE = 4.0
# How often the order of nodes is improved, down and up again.
_ROUNDS = 6.0
# grandalf calls itself for each neighbour in a layer.
_DEEPEST_RECURSION = 8_000


class _Placeable(Protocol):
    """A node as grandalf knows it, or the point where an edge passes a layer."""

    w: float
    xy: Point


class _NodeView:
    """What grandalf reads of a node, and where it writes its centre."""

    def __init__(self, size: Size) -> None:
        self.w, self.h = size
        self.xy: Point = (0.0, 0.0)


class _EdgeView:
    """Where grandalf writes the way of an edge."""

    def __init__(self) -> None:
        self.points: tuple[Point, ...] = ()

    def setpath(self, points: list[Point], /) -> None:
        self.points = tuple(points)


def placed(
    sizes: Mapping[int, Size], edges: Sequence[Ends]
) -> tuple[Mapping[int, Point], Mapping[Ends, tuple[Point, ...]]]:
    """The centres of nodes, and the ways of the edges from centre to centre, through each layer in between.

    All nodes hang together, and no edges form a circle. Raises ``RecursionError`` where a layer has thousands of nodes.
    """
    vertices = {node: Vertex(node) for node in sizes}
    views = {node: _NodeView(size) for node, size in sizes.items()}
    for node, vertex in vertices.items():
        vertex.view = views[node]
    routes = {ends: _EdgeView() for ends in edges}
    lines: list[Edge] = []
    for (start, end), route in routes.items():
        line = Edge(vertices[start], vertices[end])
        line.view = route
        lines.append(line)
    with _deep_recursion():
        _draw(graph_core(list(vertices.values()), lines), height=max(height for _, height in sizes.values()))
    return {node: view.xy for node, view in views.items()}, {ends: route.points for ends, route in routes.items()}


def _draw(graph: graph_core, height: float) -> None:
    layout = SugiyamaLayout(graph)
    layout.xspace, layout.yspace = _BETWEEN_NODES, _BETWEEN_LAYERS
    layout.dw, layout.dh = _WIDTH_OF_PASSING_EDGE, height
    layout.init_all()
    layout.draw(_ROUNDS)
    for layer in layout.layers:
        _keep_apart([vertex.view for vertex in layer])
    layout.draw_edges()


def _keep_apart(views: Sequence[_Placeable]) -> None:
    """Nodes of a layer in their order; grandalf lets some overlap, since it takes the middle of several arrangements
    without shifting these onto each other."""
    widths = [view.w for view in views]
    distances = [_BETWEEN_NODES + (left + right) / 2 for left, right in zip([0, *widths], widths, strict=False)]
    places = spread([view.xy[0] for view in views], distances)
    for view, place in zip(views, places, strict=True):
        view.xy = (place, view.xy[1])


@contextmanager
def _deep_recursion() -> Generator[None]:
    before = getrecursionlimit()
    setrecursionlimit(max(before, _DEEPEST_RECURSION))
    try:
        yield
    finally:
        setrecursionlimit(before)

from collections.abc import Sequence
from typing import Protocol

class NodeView(Protocol):
    w: float
    h: float
    xy: tuple[float, float]

class EdgeView(Protocol):
    def setpath(self, points: list[tuple[float, float]], /) -> None: ...

class Vertex:
    view: NodeView
    def __init__(self, data: object = None) -> None: ...

class Edge:
    view: EdgeView
    def __init__(self, x: Vertex, y: Vertex, w: int = 1, data: object = None, connect: bool = False) -> None: ...

class graph_core:  # noqa: N801 - its name
    def __init__(self, V: Sequence[Vertex], E: Sequence[Edge], directed: bool = True) -> None: ...  # noqa: N803

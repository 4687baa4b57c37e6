from grandalf.graphs import Vertex, graph_core

class SugiyamaLayout:
    xspace: float
    yspace: float
    dw: float
    dh: float
    layers: list[list[Vertex]]
    def __init__(self, g: graph_core) -> None: ...
    def init_all(self) -> None: ...
    def draw_edges(self) -> None: ...
    def draw(self, N: float) -> None: ...  # noqa: N803

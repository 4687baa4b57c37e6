"""Where nodes and edges stand in a picture."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from teachback.cli.graph_drawing.labels import MOST_COLUMNS, columns, label_in_one_line
from teachback.cli.graph_drawing.layout import Layout, laid_out
from teachback.cli.graph_drawing.orientation import leading_back
from teachback.teaching.graph.story_graph import GraphEdge, GraphNode, NodeKind, StoryGraph


def graph(*edges: tuple[int, int]) -> StoryGraph:
    """A graph of actions; all have to be reachable from 0."""
    ids = sorted({0, *(end for edge in edges for end in edge)})
    nodes = tuple(GraphNode(node, NodeKind.ACTION, f"action_{node}") for node in ids)
    return StoryGraph(nodes, tuple(GraphEdge(*edge) for edge in sorted(set(edges))))


@st.composite
def graphs(draw: st.DrawFn) -> StoryGraph:
    """Any graph whose nodes can be reached from the first: a tree, and edges in any direction."""
    size = draw(st.integers(1, 15))
    tree = [(draw(st.integers(0, node - 1)), node) for node in range(1, size)]
    others = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=15))
    return graph(*tree, *others)


@given(graphs())
def test_no_nodes_overlap_and_all_lies_in_the_picture(graph: StoryGraph) -> None:
    layout = laid_out(graph)
    for one, other in combinations(layout.boxes, 2):
        apart_x = abs(one.x - other.x) >= (one.width + other.width) / 2
        apart_y = abs(one.y - other.y) >= (one.height + other.height) / 2
        assert apart_x or apart_y
    for box in layout.boxes:
        assert box.width / 2 <= box.x <= layout.width - box.width / 2
        assert box.height / 2 <= box.y <= layout.height - box.height / 2


@given(graphs())
def test_every_edge_joins_its_nodes(graph: StoryGraph) -> None:
    layout = laid_out(graph)
    boxes = {box.node.id: box for box in layout.boxes}
    assert [line.edge for line in layout.lines] == list(graph.edges)
    for line in layout.lines:
        for end, (x, y) in ((line.edge.start, line.points[0]), (line.edge.end, line.points[-1])):
            assert abs(x - boxes[end].x) <= boxes[end].width / 2 + 1
            assert abs(y - boxes[end].y) <= boxes[end].height / 2 + 1


@given(graphs())
def test_without_the_edges_that_lead_back_there_is_no_circle(graph: StoryGraph) -> None:
    edges = {(edge.start, edge.end) for edge in graph.edges}
    left = edges - leading_back(edges, 0)
    nodes = {end for edge in left for end in edge}
    while sources := {node for node in nodes if not any(end == node for _, end in left)}:
        nodes -= sources
        left = {edge for edge in left if edge[0] not in sources}
    assert not nodes


def test_a_layout_does_not_depend_on_chance() -> None:
    shape = graph((0, 1), (0, 2), (1, 3), (2, 3), (3, 0), (0, 4), (4, 3))
    assert laid_out(shape) == laid_out(shape)


def test_a_story_leads_down() -> None:
    assert heights(laid_out(graph((0, 1), (1, 2), (2, 1)))) == sorted(heights(laid_out(graph((0, 1), (1, 2), (2, 1)))))


def test_a_layer_may_be_wide() -> None:
    assert len(laid_out(graph(*((0, node) for node in range(1, 700)))).boxes) == 700


def test_a_long_label_is_cut_and_chinese_takes_twice_the_room() -> None:
    assert label_in_one_line("utter_greet\nthere") == "utter_greet there"
    assert columns("你好") == 4
    assert columns(label_in_one_line("好" * 100)) <= MOST_COLUMNS
    assert label_in_one_line("x" * 100).endswith("…")


def heights(layout: Layout) -> list[float]:
    return [box.y for box in layout.boxes]

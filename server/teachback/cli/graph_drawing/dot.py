"""A graph in DOT, the language of Graphviz."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from teachback.cli.evaluation_report import plain
from teachback.cli.graph_drawing.titles import title_of
from teachback.teaching.graph.story_graph import GraphEdge, GraphNode, NodeKind, StoryGraph

_SHAPES = {
    NodeKind.START: 'shape="box", style="rounded,filled", fillcolor="palegreen"',
    NodeKind.END: 'shape="box", style="rounded,filled", fillcolor="lightsalmon"',
    NodeKind.INTENT: 'shape="box", style="filled", fillcolor="lightblue"',
    NodeKind.PENDING: 'shape="box", style="dashed"',
    NodeKind.ELLIPSIS: 'shape="plaintext"',
}
_SHAPE = 'shape="ellipse"'
_ESCAPES = (("&", "&amp;"), ("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"))
_DASHED = 'shape="ellipse", style="dashed"'


def render_dot(graph: StoryGraph, shown: Callable[[str], str]) -> str:
    """The graph as a text of DOT. The attribute ``class`` says what a node is and whether it is on the current path."""
    return "\n".join(("digraph stories {", *_statements(graph, shown), "}")) + "\n"


def _statements(graph: StoryGraph, shown: Callable[[str], str]) -> Iterator[str]:
    for node in graph.nodes:
        label, title = quoted(plain(node.label)), quoted(title_of(node, shown))
        yield f"  {node.id} [label={label}, tooltip={title}, class={quoted(_classes(node))}, {_look(node)}];"
    for edge in graph.edges:
        yield f"  {edge.start} -> {edge.end}{_of_edge(edge)};"


def quoted(text: str) -> str:
    """A string of DOT that shows as the text: Graphviz takes what follows a backslash for a name of the node, and what
    follows an ampersand for a character of HTML."""
    for special, escaped in _ESCAPES:
        text = text.replace(special, escaped)
    return f'"{text}"'


def _classes(node: GraphNode) -> str:
    return " ".join([node.kind.value, *(["active"] if node.active else []), *(["dashed"] if node.dashed else [])])


def _look(node: GraphNode) -> str:
    return _SHAPES.get(node.kind, _DASHED if node.dashed else _SHAPE)


def _of_edge(edge: GraphEdge) -> str:
    return ' [class="active", penwidth="2"]' if edge.active else ""

"""One end for each way that comes to an end: in a picture, lines to a common one would cross all others."""

from __future__ import annotations

from dataclasses import replace

from teachback.teaching.graph.story_graph import GraphEdge, GraphNode, NodeKind, StoryGraph


def with_ends_apart(graph: StoryGraph) -> StoryGraph:
    """The graph with a node of its own for each edge to the end, the first of which keeps the end's id."""
    end = next((node for node in graph.nodes if node.kind is NodeKind.END), None)
    if end is None:
        return graph
    others: list[GraphNode] = []
    edges: list[GraphEdge] = []
    seen = False
    for edge in graph.edges:
        if edge.end == end.id and seen:
            others.append(replace(end, id=len(graph.nodes) + len(others)))
            edges.append(replace(edge, end=others[-1].id))
        else:
            seen |= edge.end == end.id
            edges.append(edge)
    return replace(graph, nodes=(*graph.nodes, *others), edges=tuple(edges))

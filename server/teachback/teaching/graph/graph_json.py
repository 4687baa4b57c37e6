"""A graph as JSON: version 1 of a contract, which docs/graph.md describes."""

from __future__ import annotations

from collections.abc import Callable

from teachback.teaching.graph.story_graph import GraphEdge, GraphNode, StoryGraph

VERSION = 1


def graph_as_json(graph: StoryGraph, shown: Callable[[str], str]) -> dict[str, object]:
    """A graph in values of JSON; ``shown`` says how a file is named. Lines count from 0, keys have a fixed order."""
    return {
        "version": VERSION,
        "nodes": [node_as_json(node, shown) for node in graph.nodes],
        "edges": [edge_as_json(edge) for edge in graph.edges],
        "left_out": graph.left_out,
    }


def node_as_json(node: GraphNode, shown: Callable[[str], str]) -> dict[str, object]:
    """A node in values of JSON."""
    return {
        "id": node.id,
        "kind": node.kind.value,
        "label": node.label,
        "active": node.active,
        "dashed": node.dashed,
        "places": [{"story": place.story, "file": shown(place.path), "line": place.line} for place in node.places],
    }


def edge_as_json(edge: GraphEdge) -> dict[str, object]:
    """An edge in values of JSON, its ends by the ids of nodes."""
    return {"from": edge.start, "to": edge.end, "active": edge.active}

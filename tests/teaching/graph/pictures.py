"""Graphs that can be compared: nodes and edges by what people see of them, not by number."""

from __future__ import annotations

from typing import Any

import networkx

from teachback.teaching.graph.story_graph import NodeKind, StoryGraph

nx: Any = networkx  # its types say too little of what is in a graph

_START_TO_END = ("START", "END")
_LIKE_INTENTS = (NodeKind.INTENT, NodeKind.PENDING)


def picture(graph: StoryGraph) -> Any:
    """A graph of ours."""
    shown: Any = nx.MultiDiGraph()
    for node in graph.nodes:
        shown.add_node(node.id, look=(node.label, node.kind in _LIKE_INTENTS, node.dashed, node.active))
    for edge in graph.edges:
        shown.add_edge(edge.start, edge.end, look=edge.active)
    return shown


def picture_by_rasa(record: dict[str, Any]) -> Any:
    """A recorded graph, put right where Rasa draws what is not so (docs/graph.md):

    an edge from the start to the end for all conversations that have nothing in common with the current one, and a
    message once more in the place of what comes next. Messages are shown by their intents alone.
    """
    shown: Any = nx.MultiDiGraph()
    for number, label, classes in record["nodes"]:
        message, dashed = "intent" in classes, "dashed" in classes
        shown.add_node(number, look=(_label(label, classes), message, dashed, "active" in classes))
    for start, end, classes in record["edges"]:
        if (shown.nodes[start]["look"][0], shown.nodes[end]["look"][0]) != _START_TO_END:
            shown.add_edge(start, end, look="active" in classes)
    shown.remove_nodes_from([node for node, look in shown.nodes("look") if look[0] == "END" and not shown.pred[node]])
    return shown


def same(one: Any, other: Any) -> bool:
    """Whether two pictures show the same."""
    return nx.is_isomorphic(
        one,
        other,
        node_match=_alike,
        edge_match=_edges_alike,
    )


def lines(shown: Any) -> list[str]:
    """A picture in words, for the message of a failed test."""
    looks = dict(shown.nodes("look"))
    return sorted(f"{looks[start]} -> {looks[end]} {look}" for start, end, look in shown.edges(data="look"))


def _label(label: str, classes: list[str]) -> str:
    if "intent" not in classes:
        return label
    return "?" if "dashed" in classes else label.lstrip("/").split("{")[0]


def _alike(one: Any, other: Any) -> bool:
    return one["look"] == other["look"]


def _edges_alike(one: Any, other: Any) -> bool:
    return _looks(one) == _looks(other)


def _looks(edges: Any) -> list[bool]:
    return sorted(edge["look"] for edge in edges.values())

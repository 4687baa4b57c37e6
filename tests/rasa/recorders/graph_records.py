"""How a graph that Rasa draws is recorded, and which graphs are asked for. Runs under the Pythons of both generations.

A graph of networkx becomes its nodes and its edges in the order of Rasa's numbers, without fonts and colours:
``[number, label, [class, …]]`` and ``[from, to, [class, …]]``.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, Optional

Record = Dict[str, Any]
Draw = Callable[[Optional[List[Any]], List[List[Any]], int], Any]
"""Draws sequences of events around a current one (none: all of them in full), with a ``max_history``."""

FILE = "graphs.json"
LENGTHS = (2, 3)
# Cases with more conversations than this take long and say nothing new.
MOST_CONVERSATIONS = 20
# How many points of a case's conversations are looked at from, spread evenly.
MOST_VIEWPOINTS = 6


def told_graphs(stories: list[list[Any]], rules: list[list[Any]], draw: Draw, tell: Callable[[Any], Any]) -> Record:
    """All stories and rules in one graph, and the surroundings of some points of the stories; ``tell`` records an
    event, or leaves it out by ``None``."""
    sequences = stories + rules
    if not sequences or len(sequences) > MOST_CONVERSATIONS:
        return {"conversations": len(sequences)}
    return {
        "stories": [told_events(each, tell) for each in stories],
        "rules": [told_events(each, tell) for each in rules],
        "whole": {str(length): told_graph(draw(None, sequences, length)) for length in LENGTHS},
        "around": [
            {"story": index, "events": len(told_events(current, tell)), "graph": told_graph(drawn)}
            for index, current in viewpoints(stories)
            for drawn in [draw(current, [*stories, current], LENGTHS[0])]
        ],
    }


def told_events(events: list[Any], tell: Callable[[Any], Any]) -> list[Any]:
    """The messages and actions of a sequence."""
    return [told for told in map(tell, events) if told is not None]


def viewpoints(stories: list[list[Any]]) -> Iterator[tuple[int, list[Any]]]:
    """Some beginnings of stories that end with an action, as if somebody were teaching it: none is a whole story."""
    found = [
        (index, events[:length])
        for index, events in enumerate(stories)
        for length in range(1, len(events))
        if events[length - 1].type_name == "action" and events[:length] not in stories
    ]
    step = max(1, len(found) // MOST_VIEWPOINTS)
    return iter(found[::step][:MOST_VIEWPOINTS])


def told_graph(graph: Any) -> Record:
    """The record of a graph."""
    nodes = [[node, data["label"], classes(data)] for node, data in graph.nodes(data=True)]
    edges = [[start, end, classes(data)] for start, end, data in graph.edges(data=True)]
    return {"nodes": sorted(nodes, key=str), "edges": sorted(edges, key=str)}


def classes(data: Record) -> list[str]:
    """The classes of a node or an edge; Rasa keeps them in one text."""
    return sorted(set((data.get("class") or "").split()))

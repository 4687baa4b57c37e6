"""What is drawn: nodes and the edges between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from teachback.teaching.graph.told import Place


class NodeKind(Enum):
    """What a node stands for; the values are the names in the JSON and in style sheets."""

    START = "start"
    END = "end"
    ACTION = "action"
    INTENT = "intent"
    PENDING = "pending"
    """What is said or done next, and not known yet."""
    ELLIPSIS = "ellipsis"
    """Stories go on here, but not like the current conversation; in a rule, whatever came before."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """``active`` nodes are on the current conversation's path, ``dashed`` is the next action, which is not confirmed.

    ``places`` are the steps of all stories that the node stands for, in the order of the stories.
    """

    id: int
    kind: NodeKind
    label: str
    active: bool = False
    dashed: bool = False
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """From the node with the id ``start`` to the one with the id ``end``."""

    start: int
    end: int
    active: bool = False


@dataclass(frozen=True, slots=True)
class StoryGraph:
    """Nodes in the order of their ids, which count from 0 (the start), and edges in the order of theirs.

    ``left_out`` is how many stories are not drawn because the graph would be too large to read.
    """

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    left_out: int = 0

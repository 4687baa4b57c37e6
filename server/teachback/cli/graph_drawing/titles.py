"""What a node says of itself: its whole label, what it is, and where the stories have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from teachback.cli.evaluation_report import counted, plain
from teachback.teaching.graph.story_graph import GraphNode, NodeKind

MOST_PLACES = 20

_WORDS = {
    NodeKind.START: "The conversation starts",
    NodeKind.END: "The story ends",
    NodeKind.ACTION: "The bot runs this",
    NodeKind.INTENT: "The user says this",
    NodeKind.PENDING: "What comes next is not known yet",
    NodeKind.ELLIPSIS: "What comes here is not shown",
}


def title_of(node: GraphNode, shown: Callable[[str], str]) -> str:
    """Some lines of text; ``shown`` says how a file is named. Lines count from 1, as editors do."""
    return "\n".join(_lines(node, shown))


def _lines(node: GraphNode, shown: Callable[[str], str]) -> Iterator[str]:
    yield plain(node.label)
    if node.dashed and node.kind is NodeKind.ACTION:
        yield "The next action, not confirmed yet."
    if not node.places:
        yield f"{_WORDS[node.kind]}."
        return
    yield f"{_WORDS[node.kind]} in {counted(len(node.places), 'place')}:"
    for place in node.places[:MOST_PLACES]:
        yield f"{plain(place.story)}, {plain(shown(place.path))}:{place.line + 1}"
    if len(node.places) > MOST_PLACES:
        yield f"and {len(node.places) - MOST_PLACES} more"

"""From paths to a graph: put down one by one, merged, and messages made nodes of their own."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.dialogue.domain import RULE_SNIPPET
from teachback.teaching.graph.finishing import finished
from teachback.teaching.graph.merging import merge_repeated_parts
from teachback.teaching.graph.paths import Ending, Path
from teachback.teaching.graph.sketch import END, NOWHERE, START, Said, Sketch, Spot
from teachback.teaching.graph.story_graph import NodeKind, StoryGraph

PENDING_LABEL = "?"


def drawn(paths: Iterable[Path], max_history: int, left_out: int = 0) -> StoryGraph:
    """The graph of some paths. Parts merge that nobody can tell apart who looks ahead ``max_history`` nodes."""
    sketch = Sketch()
    for path in paths:
        _put_down(sketch, path)
    merge_repeated_parts(sketch, max_history)
    return finished(sketch, left_out)


def _put_down(sketch: Sketch, path: Path) -> None:
    """A chain of new nodes, one for each action, from the start to what stands at the path's end."""
    last, said = START, Said()
    for index, move in enumerate(path.moves):
        if move.by_user:
            said = Said(move.label, path.places(index))
        elif move.runs:
            kind = NodeKind.ELLIPSIS if move.label == RULE_SNIPPET else NodeKind.ACTION
            node = sketch.add(Spot(kind, move.label, path.active, places=path.places(index)))
            sketch.connect(last, node, said, active=path.active)
            last, said = node, Said()
    sketch.connect(last, _end(sketch, path, last), said, active=path.active)


def _end(sketch: Sketch, path: Path, last: int) -> int:
    match path.ending:
        case Ending.END:
            return END
        case Ending.ELLIPSIS:
            return sketch.add_ellipsis()
        case Ending.PROPOSED:
            sketch.spots[last].dashed = True
            return NOWHERE
        case Ending.PENDING:
            return sketch.add(Spot(NodeKind.PENDING, PENDING_LABEL, active=True, dashed=True))

"""Which stories must be read together because a checkpoint joins them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from teachback.policies.learnt import StoryId
from teachback.project.generated_checkpoints import is_generated
from teachback.project.segments import Segment


def checkpoints_of(segments: Iterable[Segment]) -> frozenset[str]:
    """The names of the author's checkpoints at which segments start or end."""
    return frozenset(
        name
        for segment in segments
        for name in (*(start.name for start in segment.starts), *segment.ends)
        if not is_generated(name)
    )


def joined(linked: Mapping[StoryId, frozenset[str]]) -> Iterator[tuple[StoryId, ...]]:
    """The stories with checkpoints in groups: two are in one group when a chain of checkpoints joins them.

    The numbers of a group are in rising order.
    """
    if not linked:
        return
    import networkx  # noqa: PLC0415 - takes 0.15 s to import, which projects without checkpoints need not pay

    graph: networkx.Graph[int | str] = networkx.Graph()
    for number, names in linked.items():
        graph.add_edges_from((number, name) for name in names)
    for members in networkx.connected_components(graph):
        yield tuple(sorted(member for member in members if isinstance(member, int)))

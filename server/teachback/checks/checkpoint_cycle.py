"""Checkpoints that lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.checkpoints import checkpoints
from teachback.checks.finding import Finding, Related
from teachback.checks.rule import Facts, Rule
from teachback.formats.problems import Severity

CODE = "checkpoint-cycle"
_MOST_RELATED = 20


def find(facts: Facts) -> Iterator[Finding]:
    """Rasa cuts each circle without a word (R1, R3: structures.py:StoryGraph.with_cycles_removed)."""
    links = checkpoints(facts).links
    if not links:
        return
    import networkx  # noqa: PLC0415 - takes 0.15 s to import, which projects without checkpoints need not pay

    graph: networkx.DiGraph[str] = networkx.DiGraph((before, after) for before, after, _ in links)
    for component in networkx.strongly_connected_components(graph):
        places = [place for before, after, place in links if before in component and after in component]
        if not places:  # a checkpoint on no circle is a component of its own
            continue
        first, *others = sorted(places, key=lambda place: (place.path, place.span))
        related = tuple(Related(place, "and the circle goes on here") for place in others[:_MOST_RELATED])
        yield Finding(CODE, Severity.INFORMATION, first, _message(sorted(component)), related)


def _message(names: list[str]) -> str:
    cut = "Rasa follows the circle once and cuts it, so longer rounds are not trained."
    if len(names) == 1:
        return f"The checkpoint `{names[0]}` leads back to itself. {cut}"
    *others, last = (f"`{name}`" for name in names)
    return f"The checkpoints {', '.join(others)} and {last} lead back to each other. {cut}"


RULE = Rule(CODE, Severity.INFORMATION, "Checkpoints that lead back to themselves", find)

"""Checkpoints that lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from teachback.checks.checkpoints import linked_names, links
from teachback.checks.finding import Finding, Related
from teachback.checks.rule import Facts, InAllFiles, Rule, while_same
from teachback.formats.problems import Severity
from teachback.project.sources import Location

CODE = "checkpoint-cycle"
_MOST_RELATED = 20


@dataclass(frozen=True, slots=True)
class _Circle:
    """Checkpoints that lead back to each other, and the places of the links between them in the order of the files."""

    names: frozenset[str]
    places: tuple[Location, ...]


def find(facts: Facts) -> Iterator[Finding]:
    """Rasa cuts each circle without a word (R1, R3: structures.py:StoryGraph.with_cycles_removed)."""
    for circle in _circles(facts):
        first, *others = circle.places
        related = tuple(Related(place, "and the circle goes on here") for place in others[:_MOST_RELATED])
        yield Finding(CODE, Severity.INFORMATION, first, _message(sorted(circle.names)), related)


def _circles(facts: Facts) -> tuple[_Circle, ...]:
    names = _names_on_circles(facts) if linked_names(facts) else ()
    found = tuple(links(facts)) if names else ()
    return tuple(_Circle(circle, _places(found, circle)) for circle in names)


def _places(linked: Iterable[tuple[str, str, Location]], circle: frozenset[str]) -> tuple[Location, ...]:
    places = (place for before, after, place in linked if before in circle and after in circle)
    return tuple(sorted(places, key=lambda place: (place.path, place.span)))


@while_same(linked_names)
def _names_on_circles(facts: Facts) -> tuple[frozenset[str], ...]:
    linked = linked_names(facts)
    import networkx  # noqa: PLC0415 - takes 0.15 s to import, which projects without checkpoints need not pay

    graph: networkx.DiGraph[str] = networkx.DiGraph(linked)
    components = map(frozenset[str], networkx.strongly_connected_components(graph))
    # a checkpoint on no circle is a component of its own
    return tuple(each for each in components if any(before in each and after in each for before, after in linked))


def _message(names: list[str]) -> str:
    cut = "Rasa follows the circle once and cuts it, so longer rounds are not trained."
    if len(names) == 1:
        return f"The checkpoint `{names[0]}` leads back to itself. {cut}"
    *others, last = (f"`{name}`" for name in names)
    return f"The checkpoints {', '.join(others)} and {last} lead back to each other. {cut}"


RULE = Rule(CODE, Severity.INFORMATION, "Checkpoints that lead back to themselves", InAllFiles(find, _circles))

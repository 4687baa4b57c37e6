"""A graph as SVG: a file of its own, or a part of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from importlib import resources

from teachback.cli.graph_drawing.ends import with_ends_apart
from teachback.cli.graph_drawing.layout import Box, Layout, Line, laid_out
from teachback.cli.graph_drawing.titles import title_of
from teachback.teaching.graph.story_graph import NodeKind, StoryGraph

Shown = Callable[[str], str]
"""How a file is named."""

_ROUND = {NodeKind.START: 14, NodeKind.END: 14, NodeKind.INTENT: 3}
_RADIUS = 6
# How far an edge that leads back to its own node goes.
_LOOP = 26


def render_svg(graph: StoryGraph, shown: Shown) -> str:
    """A file of SVG that loads nothing and runs nothing."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg_element(graph, shown, f"<style>{style()}</style>")}\n'


def style() -> str:
    """How the picture looks."""
    return resources.files("teachback.cli.graph_drawing").joinpath("picture.css").read_text(encoding="utf-8")


def svg_element(graph: StoryGraph, shown: Shown, head: str = "") -> str:
    """The element ``svg``, with ``head`` as the first thing in it. Raises ``RecursionError`` as ``laid_out`` does."""
    layout = laid_out(with_ends_apart(graph))
    kind = "graph with-current" if any(node.active and node.id for node in graph.nodes) else "graph"
    width, height = _number(layout.width), _number(layout.height)
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="group" aria-label="Story graph" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">{head}'
    )
    return "\n".join((start, _tips(), *_content(layout, shown), "</svg>"))


def _content(layout: Layout, shown: Shown) -> Iterator[str]:
    yield from (_edge(line) for line in sorted(layout.lines, key=lambda line: line.edge.active))
    yield from (_node(box, shown) for box in layout.boxes)


def _tips() -> str:
    return f"<defs>{_tip('tip')}{_tip('lit-tip')}</defs>"


def _tip(name: str) -> str:
    return (
        f'<marker id="{name}" markerUnits="userSpaceOnUse" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" '
        f'markerHeight="8" orient="auto"><path class="{name}" d="M0 0L8 4L0 8Z"/></marker>'
    )


def _edge(line: Line) -> str:
    active = line.edge.active
    kind, tip = ("edge active", "lit-tip") if active else ("edge", "tip")
    return f'<path class="{kind}" d="{_course(line)}" marker-end="url(#{tip})"/>'


def _course(line: Line) -> str:
    """A curve that goes straight down, or up, through each point."""
    (x, y), *others = line.points
    if line.to_itself:
        loop = (x + _LOOP, y - 20), (x + _LOOP, y + 20), (x, y + 6)
        return f"M{_pair(x, y - 6)}C{' '.join(_pair(*point) for point in loop)}"
    parts = [f"M{_pair(x, y)}"]
    for next_x, next_y in others:
        middle = (y + next_y) / 2
        parts.append(f"C{_pair(x, middle)} {_pair(next_x, middle)} {_pair(next_x, next_y)}")
        x, y = next_x, next_y
    return "".join(parts)


def _node(box: Box, shown: Shown) -> str:
    node = box.node
    kinds = ["node", node.kind.value, *(["active"] if node.active else []), *(["dashed"] if node.dashed else [])]
    title = escape(title_of(node, shown))
    return (
        f'<g class="{" ".join(kinds)}" tabindex="0" role="img" aria-label="{title}"><title>{title}</title>'
        f'<rect x="{_number(box.x - box.width / 2)}" y="{_number(box.y - box.height / 2)}" '
        f'width="{_number(box.width)}" height="{_number(box.height)}" rx="{_ROUND.get(node.kind, _RADIUS)}"/>'
        f'<text x="{_number(box.x)}" y="{_number(box.y)}">{escape(box.label)}</text></g>'
    )


def _pair(x: float, y: float) -> str:
    return f"{_number(x)},{_number(y)}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

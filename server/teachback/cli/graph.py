"""``teachback graph``: the stories and rules of a project in one picture."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from teachback.cli.evaluation_report import counted
from teachback.cli.graph_drawing.dot import render_dot
from teachback.cli.graph_drawing.html import render_html
from teachback.cli.graph_drawing.svg import render_svg
from teachback.cli.meant import UsageError, options_of
from teachback.cli.output_file import expect_folder, write_output
from teachback.cli.projects import open_project
from teachback.cli.render_json import dumped
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot
from teachback.teaching.graph.examples import examples_of, with_examples
from teachback.teaching.graph.graph_json import graph_as_json
from teachback.teaching.graph.neighbourhood import MAX_HISTORY, whole_graph
from teachback.teaching.graph.selection import LONGEST_HISTORY, selected
from teachback.teaching.graph.story_graph import StoryGraph
from teachback.teaching.graph.told import Told
from teachback.teaching.graph.training_stories import training_stories

# A picture with more nodes is unreadable, and its layout takes seconds and then minutes.
MOST_NODES = 800

_CUT = "teachback graph: checkpoints lead in more ways through the stories than are drawn here."


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph and what it is a graph of."""

    graph: StoryGraph
    snapshot: Snapshot
    told: int

    @property
    def title(self) -> str:
        """The head of a page."""
        return f"Stories of {self.snapshot.root.name}"

    @property
    def description(self) -> str:
        """What the graph holds, in a few words."""
        return f"{counted(self.told, 'conversation')} in {counted(len(self.graph.nodes), 'node')}"


def draw_graph(arguments: argparse.Namespace) -> int:
    """Write the graph of a project to a file or to standard output; 2 when the command cannot be carried out."""
    try:
        render = _renderer(arguments.format, arguments.output)
        expect_folder(arguments.output)
        text = _rendered(render, _drawing(arguments))
        if arguments.output is not None:
            write_output(arguments.output, text)
            return 0
    except UsageError as problem:
        print(f"teachback graph: {problem}", file=sys.stderr)
        return 2
    sys.stdout.write(text)
    return 0


Render = Callable[[Drawing], str]


def _html(drawing: Drawing) -> str:
    return render_html(drawing.graph, drawing.title, drawing.description, drawing.snapshot.relative)


def _svg(drawing: Drawing) -> str:
    return render_svg(drawing.graph, drawing.snapshot.relative)


def _dot(drawing: Drawing) -> str:
    return render_dot(drawing.graph, drawing.snapshot.relative)


def _json(drawing: Drawing) -> str:
    return dumped(graph_as_json(drawing.graph, drawing.snapshot.relative)) + "\n"


RENDERERS: Mapping[str, Render] = {"html": _html, "svg": _svg, "dot": _dot, "json": _json}
_PICTURES = (_html, _svg)


def _renderer(form: str | None, output: str | None) -> Render:
    """The one that was asked for, or that the name of the file asks for; DOT on standard output."""
    if form is not None:
        return RENDERERS[form]
    if output is None:
        return _dot
    suffix = Path(output).suffix.lower().removeprefix(".")
    render = RENDERERS.get({"htm": "html", "gv": "dot"}.get(suffix, suffix))
    if render is None:
        raise UsageError(
            f"the name {output} does not say in which form to write. End it with .html, .svg, .dot or .json."
        )
    return render


def _rendered(render: Render, drawing: Drawing) -> str:
    nodes = len(drawing.graph.nodes)
    advice = "Choose stories with --story or a file, or write .dot or .json."
    if render in _PICTURES and nodes > MOST_NODES:
        raise UsageError(f"the graph has {nodes:,} nodes, and a picture shows {MOST_NODES} at the most. {advice}")
    try:
        return render(drawing)
    except RecursionError as problem:
        raise UsageError(f"the graph is too wide for a picture. {advice}") from problem


def _drawing(arguments: argparse.Namespace) -> Drawing:
    path = Path(arguments.path)
    snapshot = open_project(path, options_of(arguments))
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    stories = training_stories(snapshot, tables)
    if stories.cut:
        print(_CUT, file=sys.stderr)
    chosen = _chosen(stories.found, snapshot, path, arguments.story)
    graph = whole_graph(chosen, _max_history(arguments.max_history))
    if arguments.examples:
        graph = with_examples(graph, examples_of(snapshot))
    return Drawing(graph, snapshot, len(chosen))


def _chosen(stories: tuple[Told, ...], snapshot: Snapshot, path: Path, story: str | None) -> tuple[Told, ...]:
    """The conversations that pass ``path``, if it is a story file, and the story, if one is named.

    Raises ``UsageError`` where there is none.
    """
    chosen = selected(stories, snapshot, path.absolute().as_posix(), story)
    if not chosen:
        named = "" if story is None else f" with a story or rule {story!r}"
        raise UsageError(f"{path} holds no conversation{named} that Rasa trains on.")
    return chosen


def _max_history(text: str | None) -> int:
    if text is None:
        return MAX_HISTORY
    if text.isdecimal() and 0 < int(text) <= LONGEST_HISTORY:
        return int(text)
    raise UsageError(f"--max-history takes a whole number from 1 to {LONGEST_HISTORY} here, not {text!r}.")

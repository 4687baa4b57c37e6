"""``teachback/graph`` (docs/protocol.md)."""

from __future__ import annotations

from dataclasses import dataclass

from pygls.exceptions import JsonRpcInvalidParams

from teachback.lsp.json_params import count_of, flag_of, members_of, text_of
from teachback.lsp.meant_project import NoProjectError, meant_project
from teachback.lsp.server import TeachbackServer
from teachback.lsp.uris import path_of
from teachback.lsp.worker import Check
from teachback.lsp.workspace import Workspace
from teachback.project.snapshot import Snapshot
from teachback.teaching.graph.examples import examples_of, with_examples
from teachback.teaching.graph.graph_json import graph_as_json
from teachback.teaching.graph.neighbourhood import MAX_HISTORY, whole_graph
from teachback.teaching.graph.selection import LONGEST_HISTORY, selected
from teachback.teaching.graph.told import Told
from teachback.teaching.graph.training_stories import training_stories
from teachback.teaching.session.view_json import Json


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be drawn, as the options of ``teachback graph`` say it."""

    uri: str | None
    story: str | None
    max_history: int
    examples: bool


async def graph(server: TeachbackServer, params: object) -> Json:
    """``{uri?, story?, maxHistory?, examples?}``: the stories of a project as a graph, version 1 of docs/graph.md."""
    wanted = _wanted(params)
    await server.reading.done()
    try:
        snapshot, stories = await server.kernel.ask_latest(lambda workspace, check: _stories(workspace, wanted, check))
    except NoProjectError as problem:
        raise JsonRpcInvalidParams(str(problem)) from None
    if not stories:
        named = "" if wanted.story is None else f" with a story or rule {wanted.story!r}"
        raise JsonRpcInvalidParams(f"There is no conversation{named} here that Rasa trains on.")
    return await server.aside.run(lambda _: _drawn(snapshot, stories, wanted))


def _wanted(params: object) -> _Wanted:
    given = members_of({} if params is None else params, "params")
    uri, story = given.get("uri"), given.get("story")
    history, examples = given.get("maxHistory"), given.get("examples")
    max_history = MAX_HISTORY if history is None else count_of(history, "maxHistory")
    if not 0 < max_history <= LONGEST_HISTORY:
        raise JsonRpcInvalidParams(f"maxHistory: a number from 1 to {LONGEST_HISTORY} is expected")
    return _Wanted(
        None if uri is None else text_of(uri, "uri"),
        None if story is None else text_of(story, "story"),
        max_history,
        examples is not None and flag_of(examples, "examples"),
    )


def _stories(workspace: Workspace, wanted: _Wanted, check: Check) -> tuple[Snapshot, tuple[Told, ...]]:
    """Runs in the kernel's thread; what it gives away never changes."""
    facts = meant_project(workspace, wanted.uri).inspection().facts
    stories = training_stories(facts.snapshot, facts.tables, check).found
    path = None if wanted.uri is None else path_of(wanted.uri)
    return facts.snapshot, selected(stories, facts.snapshot, path, wanted.story)


def _drawn(snapshot: Snapshot, stories: tuple[Told, ...], wanted: _Wanted) -> Json:
    drawn = whole_graph(stories, wanted.max_history)
    shown = with_examples(drawn, examples_of(snapshot)) if wanted.examples else drawn
    return graph_as_json(shown, snapshot.relative)

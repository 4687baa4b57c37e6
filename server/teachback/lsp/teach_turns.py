"""Turns of a teaching session, computed from the texts of now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lsprotocol import types

from teachback.lsp.client_view import ClientView
from teachback.lsp.live_turns import Heard
from teachback.lsp.prompts import Json, prompt_json
from teachback.lsp.workspace import Workspace
from teachback.teaching.next_action import Forecast, NextActionSession, answer, begin
from teachback.teaching.prompts import Choose, Notice, Prompt

NO_PROJECT = Notice("This file is not part of a Rasa project. Put the cursor on a step of a story of one.")


@dataclass(frozen=True, slots=True)
class Teaching:
    """A session and the document in which it began."""

    uri: str
    session: NextActionSession


@dataclass(frozen=True, slots=True)
class Turn:
    """What a session asks or says; ``teaching`` is ``None`` when that ended it."""

    teaching: Teaching | None
    prompt: Prompt
    view: ClientView | None

    def with_json(self) -> tuple[Turn, Json]:
        """This turn, and its prompt for a client that takes prompts as data."""
        return self, prompt_json(self.prompt, self.view)


def begin_in(workspace: Workspace, uri: str, position: types.Position, heard: Heard) -> Turn:
    """Begin to teach at a place of a document; where there is nothing to teach, a notice says so."""
    found = workspace.bench_with(uri)
    if found is None:
        return Turn(None, NO_PROJECT, None)
    bench, path = found
    view = workspace.view(bench)
    facts, offset = bench.inspection().facts, view.offset(path, position)
    ranking = heard.ranking(bench, path, offset)
    outdated = ranking is None and heard.answer is not None
    source = "" if outdated else heard.source
    forecast = Forecast(ranking, source=source) if ranking else replace(bench.forecast(), source=source)
    session, prompt = begin(facts, forecast, path, offset)
    return _turn(uri, session, prompt, view)


def go_on(workspace: Workspace, teaching: Teaching, value: str) -> Turn:
    """The next turn after an answer, about the texts of now."""
    found = workspace.bench_with(teaching.uri)
    if found is None:
        return Turn(None, NO_PROJECT, None)
    bench = found[0]
    session, prompt = answer(bench.inspection().facts, teaching.session, value)
    return _turn(teaching.uri, session, prompt, workspace.view(bench))


def _turn(uri: str, session: NextActionSession, prompt: Prompt, view: ClientView) -> Turn:
    return Turn(Teaching(uri, session) if isinstance(prompt, Choose) else None, prompt, view)

"""Teaching as code actions: one that opens the whole question, and for plain clients the likely answers as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from teachback.checks.contradictory_stories import CONTRADICTORY
from teachback.checks.finding import FileEdit, Finding
from teachback.lsp.action_data import TeachData, to_json
from teachback.lsp.client_view import ClientView
from teachback.lsp.commands import CLIENT_TEACH, LEARN, TEACH
from teachback.lsp.diagnostics import diagnostic_of
from teachback.lsp.prompts import scored
from teachback.lsp.workbench import Workbench
from teachback.project.sources import SourceFile
from teachback.teaching.next_action import answer, begin
from teachback.teaching.prompts import Choose, Done

TITLE = "Teach next action"
LEARN_TITLE = "Teach from here…"
MOST_LIKELY = 3
LEAST_LIKELY = 0.01


def teach_actions(
    bench: Workbench, path: str, offset: int, findings: tuple[Finding, ...], view: ClientView
) -> Iterator[types.CodeAction]:
    """The actions at an offset, if it lies on a line of a step or on a contradiction; without edits.

    On a contradiction they are quick fixes of it, so that they also show in the light bulb and the list of problems.
    """
    contradictions = [diagnostic_of(finding, view) for finding in findings if finding.rule == CONTRADICTORY]
    if not contradictions and not is_on_step(bench.project.snapshot.files[path], offset):
        return
    kind = types.CodeActionKind.QuickFix if contradictions else types.CodeActionKind.RefactorRewrite
    place = [view.uri_of(path), view.position(path, offset)]
    for action in _offered(bench, path, offset, view, place):
        yield attrs.evolve(action, kind=kind, diagnostics=contradictions or None)
    if not view.client.takes_prompts:  # whoever takes them has a menu of its own for it
        yield _commanding(LEARN_TITLE, LEARN, place)


def is_on_step(file: SourceFile, offset: int) -> bool:
    """Whether an offset lies on a line that a step of a story takes up."""
    lines = file.document.lines
    line = lines.line_of(offset)
    for _, placed in file.stories_at(lines.line_span(line)):
        for step in placed.story.steps:
            span = step.span.shifted(placed.offset)
            if lines.line_of(span.start) <= line <= lines.line_of(span.end):
                return True
    return False


def taught_edits(bench: Workbench, path: str, wanted: TeachData, view: ClientView) -> tuple[FileEdit, ...]:
    """The edits of a likely answer. Raises ``JsonRpcContentModified`` when the text is another by now."""
    if view.document(path).version == wanted.version:
        facts = bench.inspection().facts
        session, _ = begin(facts, bench.forecast(), path, wanted.at)
        _, prompt = answer(facts, session, wanted.value)
        if isinstance(prompt, Done):
            return prompt.edits
    raise JsonRpcContentModified("The text has changed. Ask for the code actions again.")


def _offered(
    bench: Workbench, path: str, offset: int, view: ClientView, place: Sequence[str | types.Position]
) -> Iterator[types.CodeAction]:
    if view.client.takes_prompts:
        yield _commanding(f"{TITLE}…", CLIENT_TEACH, place)
        return
    yield from _likely(bench, path, offset, view)
    yield _commanding(f"{TITLE}…", TEACH, place)


def _commanding(title: str, command: str, arguments: Sequence[str | types.Position]) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.RefactorRewrite,
        command=types.Command(title, command, arguments=[*arguments]),
    )


def _likely(bench: Workbench, path: str, offset: int, view: ClientView) -> Iterator[types.CodeAction]:
    _, prompt = begin(bench.inspection().facts, bench.forecast(), path, offset)
    if not isinstance(prompt, Choose):
        return
    others = [each for each in prompt.choices if not each.current and (each.score or 0) >= LEAST_LIKELY]
    for choice in others[:MOST_LIKELY]:
        data = TeachData(view.uri_of(path), view.document(path).version, offset, choice.value)
        yield types.CodeAction(title=f"{TITLE}: {scored(choice)}", data=to_json(data))

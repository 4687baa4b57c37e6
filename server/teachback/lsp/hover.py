"""The hover at an action of a story: how likely it is there, and why."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from teachback.lsp.worker import Check
from teachback.lsp.workspace import Workspace
from teachback.teaching.expectation import Expectation, ExpectedAction, expectation_at
from teachback.teaching.reason import in_words


def hover_at(workspace: Workspace, uri: str, position: types.Position, check: Check) -> types.Hover | None:
    """What to show at a place of a document; ``None`` where there is nothing to say. What ``check`` raises ends it."""
    found = workspace.bench_with(uri)
    if found is None:
        return None
    bench, path = found
    view = workspace.view(bench)
    expectation = expectation_at(bench.inspection().facts, bench.forecast(check), path, view.offset(path, position))
    if expectation is None:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(_paragraphs(expectation)))
    return types.Hover(content, view.range(expectation.location.path, expectation.location.span))


def _paragraphs(expectation: Expectation) -> Iterator[str]:
    yield f"**{_scored(expectation.told)}**"
    yield from _reasons(expectation.told)
    if expectation.rather is not None:
        yield f"Expected rather: **{_scored(expectation.rather)}**"
        yield from _reasons(expectation.rather)
    yield expectation.source


def _scored(expected: ExpectedAction) -> str:
    return f"`{expected.action}` {expected.probability:.2f}"


def _reasons(expected: ExpectedAction) -> Iterator[str]:
    if expected.why:
        yield "\n".join(f"- {in_words(reason)}" for reason in expected.why)

"""Quick fixes: from our own findings, never from the diagnostics that a client sends along, which may be stale."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from teachback.checks.finding import Finding, Fix
from teachback.lsp.action_data import FixData, to_json
from teachback.lsp.client_view import ClientView
from teachback.lsp.commands import GOTO
from teachback.lsp.diagnostics import diagnostic_of
from teachback.lsp.workbench import Workbench
from teachback.lsp.worker import Check
from teachback.text.spans import Span


def findings_at(bench: Workbench, path: str, span: Span) -> tuple[Finding, ...]:
    """The findings that a range touches; an empty range is a cursor, and touches what it stands at the end of."""
    findings = bench.inspection().findings.get(path, ())
    return tuple(
        each for each in findings if each.location.span.start <= span.end and each.location.span.end >= span.start
    )


def fix_actions(
    bench: Workbench, findings: tuple[Finding, ...], view: ClientView, check: Check
) -> Iterator[types.CodeAction]:
    """The fixes of findings, without edits; equal fixes of look-alike findings come once."""
    seen: set[tuple[str, str, str]] = set()
    for finding in findings:
        check()
        for fix in bench.inspection().fixes(finding):
            if (key := (finding.rule, finding.message, fix.title)) not in seen:
                seen.add(key)
                yield _action(fix, finding, view)


def fix_anew(bench: Workbench, path: str, wanted: FixData) -> Fix:
    """The fix that an action stands for, in the texts of now.

    Raises ``JsonRpcContentModified`` when its finding is gone.
    """
    alike = [
        finding
        for finding in bench.inspection().findings.get(path, ())
        if finding.rule == wanted.rule and finding.message == wanted.message
    ]
    for finding in sorted(alike, key=lambda each: abs(each.location.span.start - wanted.at)):
        for fix in bench.inspection().fixes(finding):
            if fix.title == wanted.title:
                return fix
    raise JsonRpcContentModified("The text has changed, and this fix with it. Ask for the code actions again.")


def _action(fix: Fix, finding: Finding, view: ClientView) -> types.CodeAction:
    place = view.location(fix.goto) if fix.goto is not None and not fix.edits else None
    uri = view.uri_of(finding.location.path)
    data = FixData(uri, finding.rule, finding.message, finding.location.span.start, fix.title)
    return types.CodeAction(
        title=fix.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic_of(finding, view)],
        is_preferred=True if fix.preferred and view.client.preferred_actions else None,
        command=types.Command(fix.title, GOTO, arguments=[place.uri, place.range]) if place else None,
        data=None if place else to_json(data),
    )

"""Findings as LSP diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from lsprotocol import types

from teachback.checks.finding import Finding
from teachback.formats.problems import Severity
from teachback.lsp.client_view import ClientView

SOURCE = "teachback"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def diagnostics_of(findings: Iterable[Finding], view: ClientView) -> tuple[types.Diagnostic, ...]:
    """The diagnostics of one file, in source order; findings that would look alike to a reader appear once."""
    alike: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        alike.setdefault((finding.location.span, finding.rule, finding.message), finding)
    return tuple(diagnostic_of(finding, view) for finding in alike.values())


def diagnostic_of(finding: Finding, view: ClientView) -> types.Diagnostic:
    """One finding as the client can show it. Raises ``LookupError`` when its file is not part of the project."""
    client = view.client
    page = page_of(finding.rule) if client.code_descriptions else None
    tag = _tag(finding.rule)
    return types.Diagnostic(
        range=view.range(finding.location.path, finding.location.span),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(page) if page else None,
        source=SOURCE,
        tags=[tag] if tag and tag in client.tags else None,
        related_information=(list(_related(finding, view)) or None) if client.related_information else None,
        data=data_of(finding) if client.diagnostic_data else None,
    )


def data_of(finding: Finding) -> dict[str, object]:
    """What finds a finding anew: its rule, and the code-point offset at which it lay. The message tells the rest."""
    return {"rule": finding.rule, "at": finding.location.span.start}


def page_of(rule: str) -> str | None:
    """The URI of the page that explains a rule; ``None`` when there is none, or the package is not a plain folder."""
    page = resources.files("teachback.checks") / "pages" / f"{rule}.md"
    return page.as_uri() if isinstance(page, Path) and page.is_file() else None


def _related(finding: Finding, view: ClientView) -> Iterator[types.DiagnosticRelatedInformation]:
    for related in finding.related:
        place = view.location(related.location)
        if place is not None:
            yield types.DiagnosticRelatedInformation(place, related.message)


def _tag(rule: str) -> types.DiagnosticTag | None:
    if rule.startswith("unused-"):
        return types.DiagnosticTag.Unnecessary
    return types.DiagnosticTag.Deprecated if rule.startswith("deprecated-") else None

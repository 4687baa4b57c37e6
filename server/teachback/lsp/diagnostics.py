"""Findings as LSP diagnostics, written as JSON: each keystroke tells all of a file, and there may be hundreds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter

from teachback.checks.finding import Finding
from teachback.formats.problems import Severity
from teachback.lsp.client import ClientSupport
from teachback.lsp.client_view import ClientView
from teachback.lsp.json_text import JsonText, json_array, json_object, json_of, json_string
from teachback.lsp.related_places import RelatedPlaces, WrittenPlaces

SOURCE = "teachback"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def diagnostic_of(finding: Finding, view: ClientView) -> types.Diagnostic:
    """One finding as an object of the protocol. Raises ``LookupError`` when its file is not part of the project."""
    written = DiagnosticWriter(view, {}).of(finding)
    return _converter().structure(json.loads(written), types.Diagnostic)


class DiagnosticWriter:
    """Writes the diagnostics of one file. ``known`` are the related places that were written for it before."""

    def __init__(self, view: ClientView, known: WrittenPlaces) -> None:
        self._view = view
        self._client = view.client
        self._places = RelatedPlaces(view, known)
        self._kinds: dict[tuple[str, Severity], JsonText] = {}

    def all_of(self, findings: Iterable[Finding]) -> JsonText:
        """All diagnostics in source order; findings that would look alike to a reader appear once."""
        alike: dict[tuple[object, ...], Finding] = {}
        for finding in findings:
            span = finding.location.span
            alike.setdefault((span.start, span.end, finding.rule, finding.message), finding)
        return json_array([self.of(finding) for finding in alike.values()])

    def of(self, finding: Finding) -> JsonText:
        """One finding as the client can show it. Raises ``LookupError`` when its file is not part of the project."""
        place = self._view.range_text(finding.location.path, finding.location.span)
        kind = self._kinds.get((finding.rule, finding.severity))
        if kind is None:
            kind = self._kinds[finding.rule, finding.severity] = _kind(finding.rule, finding.severity, self._client)
        more = ""
        if self._client.related_information and finding.related:
            related = self._places.of(finding.related)
            more = f', "relatedInformation": {related}' if related else ""
        if self._client.diagnostic_data:
            more += f', "data": {{"rule": "{finding.rule}", "at": {finding.location.span.start}}}'
        return JsonText(f'{{"range": {place}, "message": {json_string(finding.message)}, {kind}{more}}}')

    def written_places(self) -> WrittenPlaces:
        """The related places that were written, for the next time."""
        return self._places.written

    def looked_at(self) -> Mapping[str, object]:
        """The texts in which related places lie, by path; ``None`` for one that is not part of the project."""
        return self._places.documents


@cache
def page_of(rule: str) -> str | None:
    """The URI of the page that explains a rule; ``None`` when there is none, or the package is not a plain folder."""
    page = resources.files("teachback.checks") / "pages" / f"{rule}.md"
    return page.as_uri() if isinstance(page, Path) and page.is_file() else None


def _kind(rule: str, severity: Severity, client: ClientSupport) -> JsonText:
    """What all findings of a rule have in common, as members without braces."""
    page = page_of(rule) if client.code_descriptions else None
    tag = _tag(rule)
    members = {
        "severity": json_of(_SEVERITIES[severity].value),
        "code": json_of(rule),
        "codeDescription": json_of({"href": page}) if page else None,
        "source": json_of(SOURCE),
        "tags": json_of([tag.value]) if tag and tag in client.tags else None,
    }
    return JsonText(json_object(members)[1:-1])


def _tag(rule: str) -> types.DiagnosticTag | None:
    if rule.startswith("unused-"):
        return types.DiagnosticTag.Unnecessary
    return types.DiagnosticTag.Deprecated if rule.startswith("deprecated-") else None


@cache
def _converter() -> Converter:
    return default_converter()

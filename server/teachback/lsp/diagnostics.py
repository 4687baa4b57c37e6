"""Findings as LSP diagnostics, written as JSON: each keystroke tells all of a file, and there may be hundreds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter

from teachback.checks.finding import Finding
from teachback.formats.problems import Severity
from teachback.lsp.client import ClientSupport
from teachback.lsp.client_view import ClientView
from teachback.lsp.json_text import JsonText, json_array, json_object, json_of, json_string
from teachback.lsp.related_places import RelatedPlaces, WrittenPlace, WrittenPlaces
from teachback.project.sources import Location

SOURCE = "teachback"
# Editors list these below each finding, and are told all of them anew at each keystroke. The first ones are those that
# matter, and the message says how many there are.
MOST_RELATED = 5

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def diagnostic_of(finding: Finding, view: ClientView) -> types.Diagnostic:
    """One finding as an object of the protocol. Raises ``LookupError`` when its file is not part of the project."""
    written = DiagnosticWriter(view, Written()).of(finding)
    return _converter().structure(json.loads(written), types.Diagnostic)


class WrittenDiagnostic(NamedTuple):
    """A diagnostic and what it was made of; ``location`` is kept, so that no other may ever have its identity."""

    location: Location
    message: str
    related: JsonText | None
    text: JsonText


@dataclass(frozen=True, slots=True)
class Written:
    """What was written for a file: diagnostics by the identity of their location, and related places."""

    diagnostics: Mapping[int, WrittenDiagnostic] = field(default_factory=dict[int, WrittenDiagnostic])
    places: WrittenPlaces = field(default_factory=dict[int, WrittenPlace])


class DiagnosticWriter:
    """Writes the diagnostics of one file, and takes over what of the last time still holds: ``known`` must be of the
    same text but for its related places.
    """

    def __init__(self, view: ClientView, known: Written) -> None:
        self._view = view
        self._client = view.client
        self._places = RelatedPlaces(view, known.places)
        self._known = known.diagnostics
        self._kinds: dict[tuple[str, Severity], JsonText] = {}
        self._made: dict[int, WrittenDiagnostic] = {}

    def all_of(self, findings: Iterable[Finding]) -> JsonText:
        """All diagnostics in source order; findings that would look alike to a reader appear once."""
        alike: dict[tuple[object, ...], Finding] = {}
        for finding in findings:
            span = finding.location.span
            alike.setdefault((span.start, span.end, finding.rule, finding.message), finding)
        return json_array([self._kept(finding) for finding in alike.values()])

    def of(self, finding: Finding) -> JsonText:
        """One finding as the client can show it. Raises ``LookupError`` when its file is not part of the project."""
        return self._write(finding, self._related(finding))

    @property
    def written(self) -> Written:
        """What was written, for the next time."""
        return Written(self._made, self._places.written)

    @property
    def looked_at(self) -> Mapping[str, object]:
        """The texts in which related places lie, by path; ``None`` for one that is not part of the project."""
        return self._places.documents

    def _kept(self, finding: Finding) -> JsonText:
        """A location is of one finding alone."""
        related, identity = self._related(finding), id(finding.location)
        known = self._known.get(identity)
        if known is None or known.message != finding.message or known.related != related:
            known = WrittenDiagnostic(finding.location, finding.message, related, self._write(finding, related))
        self._made[identity] = known
        return known.text

    def _related(self, finding: Finding) -> JsonText | None:
        return (
            self._places.of(finding.related[:MOST_RELATED])
            if self._client.related_information and finding.related
            else None
        )

    def _write(self, finding: Finding, related: JsonText | None) -> JsonText:
        place = self._view.range_text(finding.location.path, finding.location.span)
        kind = self._kinds.get((finding.rule, finding.severity))
        if kind is None:
            kind = self._kinds[finding.rule, finding.severity] = _kind(finding.rule, finding.severity, self._client)
        more = f', "relatedInformation": {related}' if related else ""
        if self._client.diagnostic_data:
            more += f', "data": {{"rule": "{finding.rule}", "at": {finding.location.span.start}}}'
        return JsonText(f'{{"range": {place}, "message": {json_string(finding.message)}, {kind}{more}}}')


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

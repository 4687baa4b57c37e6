"""The diagnostics of every file, made anew only where something that they show has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from teachback.checks.finding import Finding
from teachback.checks.inspection import Inspection
from teachback.lsp.client_view import ClientView
from teachback.lsp.diagnostics import DiagnosticWriter, Written
from teachback.lsp.report import Report
from teachback.lsp.worker import Check
from teachback.policies.conversations import to_the_end
from teachback.text.document import Document


@dataclass(frozen=True, slots=True)
class _Made:
    """A report and all that it was made from: ``others`` are the texts in which related places lie."""

    report: Report
    findings: tuple[Finding, ...]
    document: Document
    others: Mapping[str, object]
    written: Written

    def holds(self, uri: str, findings: tuple[Finding, ...], document: Document, view: ClientView) -> bool:
        return (
            self.document is document
            and self.report.uri == uri
            and self.findings == findings
            and all(_document(path, view) is known for path, known in self.others.items())
            and all(place.uri == view.uri_of(place.related.location.path) for place in self.written.places.values())
        )


class Reports:
    """The reports of one project by path. Result ids never repeat, not even in another run of the server."""

    def __init__(self) -> None:
        self._made: dict[str, _Made] = {}
        self._series = uuid4().hex[:8]
        self._results = 0

    def of_all(self, inspection: Inspection, view: ClientView, check: Check) -> Mapping[str, Report]:
        """The reports of all files that have diagnostics. What ``check`` raises between two files ends the work; what
        was done of it is not done again.
        """
        found = {
            path: report for path in sorted(view.snapshot.files) if (report := self.of(path, inspection, view, check))
        }
        self._made = {path: self._made[path] for path in found}
        return found

    def of(self, path: str, inspection: Inspection, view: ClientView, check: Check = to_the_end) -> Report | None:
        """The report of one file; ``None`` where it has no diagnostics."""
        check()
        findings = inspection.findings.get(path, ())
        if not findings or path not in inspection.snapshot.files:
            return None
        made = self._made[path] = self._made_for(path, findings, view)
        return made.report

    def _made_for(self, path: str, findings: tuple[Finding, ...], view: ClientView) -> _Made:
        uri, document = view.uri_of(path), view.document(path)
        known = self._made.get(path)
        if known and known.holds(uri, findings, document, view):
            return known
        writer = DiagnosticWriter(view, _still_written(known, document))
        diagnostics = writer.all_of(findings)
        if known and known.report.uri == uri and known.report.diagnostics == diagnostics:
            result_id = known.report.result_id
        else:
            self._results += 1
            result_id = f"{self._series}.{self._results}"
        report = Report(uri, document.version, result_id, diagnostics)
        return _Made(report, findings, document, writer.looked_at, writer.written)


def _still_written(known: _Made | None, document: Document) -> Written:
    """What may be taken over: of another text only the places in others."""
    if known is None:
        return Written()
    return known.written if known.document is document else Written(places=known.written.places)


def _document(path: str, view: ClientView) -> Document | None:
    file = view.snapshot.files.get(path)
    return file.document if file else None

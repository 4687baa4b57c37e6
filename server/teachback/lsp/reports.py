"""The diagnostics of every file, made anew only where something that they show has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from teachback.checks.finding import NOTHING_FOUND, Found
from teachback.checks.inspection import Inspection
from teachback.lsp.client_view import ClientView
from teachback.lsp.diagnostics import DiagnosticWriter, Written
from teachback.lsp.report import Report
from teachback.lsp.worker import Check
from teachback.policies.conversations import to_the_end
from teachback.text.document import Document


@dataclass(frozen=True, slots=True)
class _Made:
    """A report and what it was made from: ``uris`` by path, ``others`` are the texts in which related places lie."""

    report: Report
    written: Written
    uris: Mapping[str, str]
    others: Mapping[str, object]

    def holds(self, uri: str, found: Found, document: Document, view: ClientView) -> bool:
        return (
            self.written.file.document is document
            and self.report.uri == uri
            and self.written.found.elsewhere == found.elsewhere
            and self.written.found.in_stories == found.in_stories
            and all(_document(path, view) is known for path, known in self.others.items())
            and self.is_spelt_as(view)
        )

    def is_spelt_as(self, view: ClientView) -> bool:
        return all(view.uri_of(path) == uri for path, uri in self.uris.items())


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
        found = inspection.findings.found(path)
        if not (found.elsewhere or found.in_stories) or path not in inspection.snapshot.files:
            return None
        made = self._made[path] = self._made_for(path, found, inspection, view)
        return made.report

    def _made_for(self, path: str, found: Found, inspection: Inspection, view: ClientView) -> _Made:
        uri, file = view.uri_of(path), inspection.snapshot.files[path]
        known = self._made.get(path)
        if known and known.holds(uri, found, file.document, view):
            return known
        before, uris = Written(file, NOTHING_FOUND, {}, {}), dict[str, str]()
        if known and known.is_spelt_as(view):
            before, uris = known.written, {**known.uris}
        writer = DiagnosticWriter(view)
        written = writer.write(file, found, before, inspection.moved_since(before.file))
        diagnostics = written.all()
        if known and known.report.uri == uri and known.report.diagnostics == diagnostics:
            result_id = known.report.result_id
        else:
            self._results += 1
            result_id = f"{self._series}.{self._results}"
        report = Report(uri, file.document.version, result_id, diagnostics)
        uris.update(writer.related.uris)
        return _Made(report, written, uris, writer.related.documents)


def _document(path: str, view: ClientView) -> Document | None:
    file = view.snapshot.files.get(path)
    return file.document if file else None

"""The diagnostics of every file, made anew only where something that they show has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

from teachback.checks.finding import Finding
from teachback.checks.inspection import Inspection
from teachback.lsp.client_view import ClientView
from teachback.lsp.diagnostics import diagnostics_of
from teachback.lsp.report import Report
from teachback.lsp.worker import Check
from teachback.policies.conversations import to_the_end
from teachback.project.snapshot import Snapshot
from teachback.text.document import Document


@dataclass(frozen=True, slots=True)
class _Basis:
    """All that diagnostics are made from."""

    uri: str
    findings: tuple[Finding, ...]
    documents: tuple[Document | None, ...]

    def same_as(self, other: _Basis) -> bool:
        return (
            self.uri == other.uri
            and self.findings == other.findings
            and len(self.documents) == len(other.documents)
            and all(mine is theirs for mine, theirs in zip(self.documents, other.documents, strict=True))
        )


class Reports:
    """The reports of one project by path. Result ids never repeat, not even in another run of the server."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[_Basis, Report]] = {}
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
        return made[1]

    def _made_for(self, path: str, findings: tuple[Finding, ...], view: ClientView) -> tuple[_Basis, Report]:
        basis = _Basis(view.uri_of(path), findings, tuple(_documents(path, findings, view.snapshot)))
        known = self._made.get(path)
        if known and known[0].same_as(basis):
            return known
        diagnostics = diagnostics_of(findings, view)
        version = view.document(path).version
        if known and known[1].uri == basis.uri and known[1].diagnostics == diagnostics:
            return basis, Report(basis.uri, version, known[1].result_id, diagnostics)
        self._results += 1
        return basis, Report(basis.uri, version, f"{self._series}.{self._results}", diagnostics)


def _documents(path: str, findings: Iterable[Finding], snapshot: Snapshot) -> Iterator[Document | None]:
    """The texts in which the findings of a file and their related places lie."""
    for each in dict.fromkeys([path, *(related.location.path for finding in findings for related in finding.related)]):
        file = snapshot.files.get(each)
        yield file.document if file else None

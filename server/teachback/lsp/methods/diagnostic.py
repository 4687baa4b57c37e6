"""``textDocument/diagnostic`` and ``workspace/diagnostic``, for clients that pull."""

from __future__ import annotations

from lsprotocol import types

from teachback.lsp.report import Report
from teachback.lsp.server import TeachbackServer

NOTHING = "0"
"""The result id of a document without diagnostics."""

Full = types.FullDocumentDiagnosticReport
Unchanged = types.UnchangedDocumentDiagnosticReport


async def of_document(
    server: TeachbackServer, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    """A document's diagnostics as of the latest change, with news of other documents where the client takes them."""
    await server.reading.done()
    uri = params.text_document.uri
    if not server.client.related_documents:
        report, related = await server.kernel.ask_latest(lambda workspace, _: workspace.report(uri)), None
    else:
        overview = await server.kernel.ask_latest(lambda workspace, _: workspace.overview())
        report = overview.reports.get(uri)
        others = server.publication.news(overview, uri)
        related = {other: _full(overview.reports.get(other)) for other in others} or None
    if _result_id(report) == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=_result_id(report), related_documents=related)
    return types.RelatedFullDocumentDiagnosticReport(
        items=list(report.diagnostics if report else ()), related_documents=related, result_id=_result_id(report)
    )


async def of_workspace(
    server: TeachbackServer, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """The diagnostics of all files that have some, and of those that the client still shows some for."""
    await server.reading.done()
    overview = await server.kernel.ask_latest(lambda workspace, _: workspace.overview())
    server.publication.deliver(overview)
    shown = {previous.uri: previous.value for previous in params.previous_result_ids}
    reports = {**dict.fromkeys(shown), **overview.reports}
    return types.WorkspaceDiagnosticReport(
        items=[_item(uri, report, shown.get(uri), server) for uri, report in reports.items()]
    )


def _item(
    uri: str, report: Report | None, shown: str | None, server: TeachbackServer
) -> types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport:
    document = server.documents.get(uri)
    version = document.version if document else None
    if shown == _result_id(report):
        return types.WorkspaceUnchangedDocumentDiagnosticReport(uri=uri, result_id=_result_id(report), version=version)
    return types.WorkspaceFullDocumentDiagnosticReport(
        uri=uri, items=list(report.diagnostics if report else ()), version=version, result_id=_result_id(report)
    )


def _full(report: Report | None) -> Full | Unchanged:
    return Full(items=list(report.diagnostics if report else ()), result_id=_result_id(report))


def _result_id(report: Report | None) -> str:
    return report.result_id if report else NOTHING

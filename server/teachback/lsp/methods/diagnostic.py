"""``textDocument/diagnostic`` and ``workspace/diagnostic``, for clients that pull."""

from __future__ import annotations

from lsprotocol import types

from teachback.lsp.json_text import JsonText, Members, PreparedResult, json_array, json_object, json_of
from teachback.lsp.report import NO_DIAGNOSTICS, Report
from teachback.lsp.server import TeachbackServer

NOTHING = "0"
"""The result id of a document without diagnostics."""


async def of_document(server: TeachbackServer, params: types.DocumentDiagnosticParams) -> PreparedResult:
    """A document's diagnostics as of the latest change, with news of other documents where the client takes them."""
    await server.reading.done()
    uri = params.text_document.uri
    if not server.client.related_documents:
        report, related = await server.kernel.ask_latest(lambda workspace, _: workspace.report(uri)), None
    else:
        overview = await server.kernel.ask_latest(lambda workspace, _: workspace.overview())
        report = overview.reports.get(uri)
        others = server.publication.news(overview, uri)
        members = {other: json_object(_members(overview.reports.get(other))) for other in others}
        related = JsonText(f"{{{', '.join(f'{json_of(other)}: {text}' for other, text in members.items())}}}")
    news = {"relatedDocuments": related if related != "{}" else None}
    return PreparedResult(json_object({**_members(report, params.previous_result_id), **news}))


async def of_workspace(server: TeachbackServer, params: types.WorkspaceDiagnosticParams) -> PreparedResult:
    """The diagnostics of all files that have some, and of those that the client still shows some for."""
    await server.reading.done()
    overview = await server.kernel.ask_latest(lambda workspace, _: workspace.overview())
    server.publication.deliver(overview)
    shown = {previous.uri: previous.value for previous in params.previous_result_ids}
    reports = {**dict.fromkeys(shown), **overview.reports}
    items = [_item(uri, report, shown.get(uri), server) for uri, report in reports.items()]
    return PreparedResult(json_object({"items": json_array(items)}))


def _item(uri: str, report: Report | None, shown: str | None, server: TeachbackServer) -> JsonText:
    document = server.documents.get(uri)
    version = json_of(document.version if document else None)
    return json_object({"uri": json_of(uri), "version": version, **_members(report, shown)})


def _members(report: Report | None, shown: str | None = None) -> Members:
    """A report in full, or that it is the one that the client shows already."""
    result_id = report.result_id if report else NOTHING
    if shown == result_id:
        return {"kind": json_of("unchanged"), "resultId": json_of(result_id)}
    diagnostics = report.diagnostics if report else NO_DIAGNOSTICS
    return {"kind": json_of("full"), "items": diagnostics, "resultId": json_of(result_id)}

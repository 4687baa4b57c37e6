"""Tells the client what has changed: pushes diagnostics, or asks it to pull them again; and the status."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING

from lsprotocol import types

from teachback.lsp.json_text import json_of
from teachback.lsp.report import NO_DIAGNOSTICS, Overview, Report

if TYPE_CHECKING:
    from teachback.lsp.server import TeachbackServer

STATUS = "teachback/status"
FORGOTTEN = ""
"""Stands for a result id that no report has."""


class State(Enum):
    """What the server is busy with."""

    READING = "reading"
    TRAINING = "training"
    READY = "ready"


class Publication:
    """Remembers what the client has been told, so that it hears only of changes."""

    def __init__(self, server: TeachbackServer) -> None:
        self._server = server
        self._told: dict[str, str] = {}
        self._delivered: dict[str, str] = {}
        self._touched: set[str] = set()
        self._refreshing = False
        self._overview = Overview()
        self._status: dict[str, object] = {}

    def touch(self, uri: str, *, forget: bool = False) -> None:
        """A document that the client is changing or opening: it will pull that one by itself.

        ``forget`` what was pushed for it, because clients may drop it with the document: it is told again in any case.
        """
        self._touched.add(uri)
        if forget:
            self._told[uri] = FORGOTTEN

    def publish(self, overview: Overview) -> None:
        """Tell what is new in an overview."""
        self._overview = overview
        changed = [uri for uri, report in overview.reports.items() if self._told.get(uri) != report.result_id]
        vanished = [uri for uri in self._told if uri not in overview.reports]
        if self._server.client.pulls_diagnostics:
            self._ask_to_pull({*changed, *vanished} - self._touched)
        else:
            self._push(overview, changed, vanished)
        self._told = {uri: report.result_id for uri, report in overview.reports.items()}
        self._touched.clear()
        self.tell_status()
        self._server.training.consider()

    def publish_one(self, uri: str, report: Report | None) -> None:
        """Tell what is new of one document before the overview is there. Clients that pull ask for it by themselves."""
        told, now = self._told.get(uri), report.result_id if report else None
        if self._server.client.pulls_diagnostics or told == now:
            return
        document = self._server.documents.get(uri)
        self._send(report or Report(uri, document.version if document else None, "", NO_DIAGNOSTICS))
        if now is None:
            del self._told[uri]
        else:
            self._told[uri] = now

    def news(self, overview: Overview, uri: str) -> list[str]:
        """The documents besides one being pulled whose reports the client has not got, if it takes them along."""
        if not self._server.client.related_documents:
            return []
        return sorted(other for other in self.deliver(overview) if other != uri)

    def deliver(self, overview: Overview) -> set[str]:
        """Take note that a pull brings the client all of an overview; the documents of which that is news."""
        had, has = self._delivered, {uri: report.result_id for uri, report in overview.reports.items()}
        self._delivered = has
        return {uri for uri in {*had, *has} if had.get(uri) != has.get(uri)}

    def tell_status(self) -> None:
        """Send ``teachback/status`` to a client that knows it, when there is something new."""
        server = self._server
        status: dict[str, object] = {
            "state": self._state().value,
            "contradictions": self._overview.contradictions,
            "projects": self._overview.projects,
        }
        if server.training.problem:
            status["message"] = server.training.problem
        if server.live.words:
            status["engine"] = server.live.words
        if server.client.announces_teachback and status != self._status:
            self._status = status
            server.protocol.notify(STATUS, status)

    def _state(self) -> State:
        if self._server.reading.under_way:
            return State.READING
        return State.TRAINING if self._server.training.under_way else State.READY

    def _push(self, overview: Overview, changed: Iterable[str], vanished: Iterable[str]) -> None:
        for uri in vanished:
            document = self._server.documents.get(uri)
            self._send(Report(uri, document.version if document else None, "", NO_DIAGNOSTICS))
        for uri in changed:
            self._send(overview.reports[uri])

    def _send(self, report: Report) -> None:
        members = {
            "uri": json_of(report.uri),
            "diagnostics": report.diagnostics,
            "version": None if report.version is None else json_of(report.version),
        }
        self._server.protocol.notify_in_text(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, members)

    def _ask_to_pull(self, others: set[str]) -> None:
        if others and self._server.client.refreshes_diagnostics and not self._refreshing:
            self._refreshing = True
            self._server.start(self._refresh())

    async def _refresh(self) -> None:
        try:
            await self._server.workspace_diagnostic_refresh_async(None)
        finally:
            self._refreshing = False

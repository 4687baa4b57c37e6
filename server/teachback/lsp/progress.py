"""Progress of long work, for clients that show it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from teachback.lsp.server import TeachbackServer


class Progress:
    """One run of ``$/progress`` from begin to end (LSP 3.17 §Work Done Progress).

    The work never waits for it: what happens before the client has agreed to show it is not shown, and a client that
    cannot or does not want to sees nothing. ``percentage`` is what is done already, ``None`` where nobody can tell.
    """

    def __init__(self, server: TeachbackServer, title: str, percentage: int | None = 0) -> None:
        self._server = server
        self._title = title
        self._token = uuid4().hex
        self._loop = asyncio.get_running_loop()
        self._percentage = percentage
        self._shown = False
        self._ended = False
        if server.client.progress:
            server.start(self._begin())

    def report_soon(self, done: int, total: int) -> None:
        """Show how much is done; may be called from any thread, as often as one likes."""
        percentage = done * 100 // max(total, 1)
        if percentage > (self._percentage or 0):
            self._percentage = percentage
            self._loop.call_soon_threadsafe(self._report, percentage, f"{done} of {total} files")

    def end(self) -> None:
        """Take the progress away."""
        self._ended = True
        if self._shown:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())

    async def _begin(self) -> None:
        try:
            await self._server.window_work_done_progress_create_async(types.WorkDoneProgressCreateParams(self._token))
        except JsonRpcException:
            return
        if not self._ended:
            self._shown = True
            begin = types.WorkDoneProgressBegin(title=self._title, percentage=self._percentage)
            self._server.work_done_progress.begin(self._token, begin)

    def _report(self, percentage: int, message: str) -> None:
        if self._shown and not self._ended:
            report = types.WorkDoneProgressReport(message=message, percentage=percentage)
            self._server.work_done_progress.report(self._token, report)

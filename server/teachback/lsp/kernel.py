"""The one thread that owns the workspace, and the order in which it is told of changes and asked questions."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from teachback.lsp.client import ClientSupport
from teachback.lsp.report import Overview, Report
from teachback.lsp.worker import Abandoned, Check, Worker

if TYPE_CHECKING:
    from teachback.lsp.workspace import Workspace

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PAUSE = 0.05
"""Seconds without a change after which all other documents are looked at: somebody who types on does not wait."""

_CHANGE_FAILED = "a change could not be taken in"
_YOUNG = 1
"""The generation of objects that were made since something was last looked for in them."""


class _MakesWay(Abandoned):
    """Raised by the check of a question that is asked aside, when somebody else waits."""


class Kernel:
    """Changes and questions are dealt with in the order in which they come, off the event loop. What is asked aside
    makes way for all others.

    Every change is announced by ``tell_change``. A report of the document that it touches follows for ``tell_report``,
    then an overview for ``tell_overview``, which makes way for all others. While changes keep coming only the last one
    gets them, and what is out of date when it arrives is dropped.
    """

    def __init__(
        self,
        client: ClientSupport,
        tell_change: Callable[[], None],
        tell_overview: Callable[[Overview], None],
        tell_report: Callable[[str, Report | None], None],
    ) -> None:
        self._worker = Worker("teachback-kernel")
        self._client = client
        self._made: Workspace | None = None
        self._tell_change = tell_change
        self._tell_overview = tell_overview
        self._tell_report = tell_report
        self._generation = 0
        self._next_change = asyncio.Event()
        self._waited_for = 0
        self._modules: dict[str, ModuleType] = {}
        self._resting: asyncio.TimerHandle | None = None

    def change(self, change: Callable[[Workspace], object], touched: str | None = None) -> None:
        """Have the workspace changed, and an overview taken afterwards. A document whose URI is ``touched`` is being
        typed in: it is reported on at once, and the overview waits for a pause.
        """
        self._tell_change()
        self._generation += 1
        self._next_change.set()
        self._next_change = asyncio.Event()
        generation = self._generation
        if self._resting is not None:
            self._resting.cancel()
        if touched is None:
            self._submit(lambda _: change(self._workspace())).add_done_callback(_log_failure)
            self._sum_up(generation)
            return
        report = self._submit(lambda _: self._report_after(change, generation, touched))
        report.add_done_callback(lambda settled: self._settle_report(generation, touched, settled))
        self._resting = asyncio.get_running_loop().call_later(PAUSE, self._sum_up, generation)

    def next_change(self) -> asyncio.Event:
        """What is set when the workspace is told of another change."""
        return self._next_change

    async def ask(self, question: Callable[[Workspace, Check], Answer]) -> Answer:
        """The answer to a question about the workspace; cancelling the task cancels the question."""
        return await self._submit(lambda check: question(self._workspace(), check))

    async def ask_latest(self, question: Callable[[Workspace, Check], Answer]) -> Answer:
        """The answer as of the latest change: asked again when there was another one meanwhile."""
        while True:
            generation = self._generation
            answer = await self.ask(question)
            if generation == self._generation:
                return answer

    async def ask_aside(self, question: Callable[[Workspace, Check], Answer]) -> Answer:
        """The answer as of the latest change, to a question that nobody waits for: at its next check it gives up when
        there is anything else to be done, and is asked again after that.
        """
        while True:
            generation = self._generation
            try:
                answer = await self._worker.run(lambda check: question(self._workspace(), self._making_way(check)))
            except _MakesWay:
                continue
            if generation == self._generation:
                return answer

    async def load(self, module: str) -> ModuleType:
        """A module of the server that needs the kernel; importing it does not block the event loop."""
        known = self._modules.get(module)
        if known is None:
            known = self._modules[module] = await self._submit(lambda _: import_module(module))
        return known

    def _submit(self, work: Callable[[Check], Answer]) -> asyncio.Future[Answer]:
        """Hand in what somebody waits for, until it is done or cancelled."""
        self._waited_for += 1
        answer = self._worker.submit(work)
        answer.add_done_callback(self._came)
        return answer

    def _came(self, _: asyncio.Future[Answer]) -> None:
        self._waited_for -= 1

    def _making_way(self, check: Check) -> Check:
        """Runs in the kernel's thread; reading the number without a lock can only cost one check's time."""

        def check_for_others() -> None:
            check()
            if self._waited_for:
                raise _MakesWay

        return check_for_others

    def _workspace(self) -> Workspace:
        """Runs in the kernel's thread, the first time to import what reads and judges projects."""
        if self._made is None:
            from teachback.lsp.workspace import Workspace  # noqa: PLC0415 - initialize is answered before this is loaded

            self._made = Workspace(self._client)
        return self._made

    def _report_after(self, change: Callable[[Workspace], object], generation: int, uri: str) -> Report | None:
        """Runs in the kernel's thread, both in one go: going back to the event loop in between costs a keystroke time.
        Reading the number without a lock can only cost one report too many.
        """
        workspace = self._workspace()
        try:
            change(workspace)
        except Exception:  # a defect in taking it in must not cost the report
            logger.exception(_CHANGE_FAILED)
        return workspace.report(uri) if generation == self._generation else None

    def _settle_report(self, generation: int, uri: str, settled: asyncio.Future[Report | None]) -> None:
        if not _log_failure(settled) and generation == self._generation:
            self._tell_report(uri, settled.result())

    def _sum_up(self, generation: int) -> None:
        overview = self._worker.submit(lambda check: self._overview_of(generation, self._making_way(check)))
        overview.add_done_callback(lambda settled: self._settle(generation, settled))

    def _overview_of(self, generation: int, check: Check) -> Overview | None:
        """Runs in the kernel's thread, as ``_report_after`` does."""
        if generation != self._generation:
            return None
        overview = self._workspace().overview(check)
        gc.collect(_YOUNG)  # now that nobody waits: of itself it would come in the middle of a keystroke
        return overview

    def _settle(self, generation: int, settled: asyncio.Future[Overview | None]) -> None:
        if not settled.cancelled() and isinstance(settled.exception(), _MakesWay):
            if generation == self._generation:
                self._sum_up(generation)
            return
        if _log_failure(settled):
            return
        overview = settled.result()
        if overview is not None and generation == self._generation:
            self._tell_overview(overview)


def _log_failure(
    settled: asyncio.Future[object] | asyncio.Future[Overview | None] | asyncio.Future[Report | None],
) -> bool:
    if settled.cancelled():
        return True
    problem = settled.exception()
    if problem is not None:
        logger.error(_CHANGE_FAILED, exc_info=problem)
    return problem is not None

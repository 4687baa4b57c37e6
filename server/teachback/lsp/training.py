"""Trains the statistical policy of every project in a child process, once the texts have come to rest."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from teachback.lsp.worker import Check

if TYPE_CHECKING:  # the kernel is loaded when there is something to learn
    from teachback.lsp.server import TeachbackServer
    from teachback.lsp.wanted import Wanted
    from teachback.lsp.workspace import Workspace
    from teachback.policies.statistical.job import Job, Outcome

REST = 1.0
"""Seconds without a change after which training begins."""


class Training:
    """At most one training a project; one that a change has made pointless is stopped."""

    def __init__(self, server: TeachbackServer) -> None:
        self._server = server
        self._jobs: dict[Path, tuple[Wanted, Job]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._preparation: asyncio.Task[None] | None = None
        self._stopped = False
        self.problem: str | None = None

    @property
    def under_way(self) -> bool:
        """Whether a child process is at work."""
        return bool(self._jobs)

    def disturb(self) -> None:
        """A change comes: make way for it."""
        if self._timer is not None:
            self._timer.cancel()
        if self._preparation is not None:
            self._preparation.cancel()

    def consider(self) -> None:
        """A change has been dealt with: train when no other comes for a while."""
        self.disturb()
        if not self._stopped:
            self._timer = asyncio.get_running_loop().call_later(REST, self.prepare)

    def stop(self) -> None:
        """End all child processes for good."""
        self._stopped = True
        self.disturb()
        for _, job in self._jobs.values():
            job.cancel()

    def prepare(self) -> asyncio.Task[None]:
        """Begin to train what has something new to learn; the task ends when all child processes have been started."""
        self._preparation = self._server.start(self._train())
        return self._preparation

    async def _train(self) -> None:
        wanted = await self._server.kernel.ask_latest(_wanted)
        for root, (under_way, job) in tuple(self._jobs.items()):
            still = wanted.get(root)
            if still is None or still.training != under_way.training:
                job.cancel()
                del self._jobs[root]
        for root, each in wanted.items():
            if each is not None and root not in self._jobs and not self._stopped:
                self._begin(root, each)
        self._server.publication.tell_status()

    def _begin(self, root: Path, wanted: Wanted) -> None:
        from teachback.cache import user_cache  # noqa: PLC0415 - see the note on imports above
        from teachback.policies.statistical.job import Job, Order  # noqa: PLC0415 - likewise

        loop = asyncio.get_running_loop()

        def done(outcome: Outcome) -> None:  # in the job's thread; the loop may be gone by now
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._settle, root, wanted, outcome)

        self._jobs[root] = (
            wanted,
            Job(Order(wanted.training, wanted.start, exact=False), user_cache("statistical"), done),
        )

    def _settle(self, root: Path, wanted: Wanted, outcome: Outcome) -> None:
        known = self._jobs.get(root)
        if known is None or known[0] is not wanted:
            return
        del self._jobs[root]
        self.problem = outcome.problem
        self._server.start(self._server.kernel.ask(lambda workspace, _: workspace.learn(root, wanted, outcome.learner)))
        self._server.publication.tell_status()


def _wanted(workspace: Workspace, check: Check) -> Mapping[Path, Wanted | None]:
    """The training that each project is in want of; ``None`` for one that has learnt everything."""
    return {root: workspace.wanted_training(root, check) for root in workspace.roots()}

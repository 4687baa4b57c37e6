"""The running Rasa that the user has set: opened in the background, asked without holding up anybody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from lsprotocol import types

from teachback.lsp.progress import Progress
from teachback.lsp.worker import Worker
from teachback.policies.live.problems import LiveProblem

if TYPE_CHECKING:  # the kernel is loaded when there is something to ask
    from teachback.lsp.live_desk import LiveDesk
    from teachback.lsp.server import TeachbackServer
    from teachback.policies.live.settings import LiveSettings

Found = TypeVar("Found")
STARTING = "Rasa is starting"
OPENING = "Rasa is being asked for"
SILENT = "Rasa does not answer"


class Live:
    """Belongs to the event loop; a thread of its own waits for Rasa.

    ``words`` says in a few words how things stand with the Rasa that is set, and is empty where none is.
    """

    def __init__(self, server: TeachbackServer) -> None:
        self._server = server
        self._worker = Worker("teachback-rasa")
        self._settings: LiveSettings | None = None
        self._desk: LiveDesk | None = None
        self._opening: asyncio.Task[None] | None = None
        self._told: set[type[LiveProblem]] = set()
        self.words = ""

    def follow(self, settings: LiveSettings | None) -> None:
        """Take over the user's settings; a server that is no longer wanted is closed, one that is new opened."""
        if settings == self._settings:
            return
        self._close()
        self._settings = settings
        if settings is not None:
            self._say(STARTING if settings.starts else OPENING)
            self._opening = self._server.start(self._open(settings))

    def stop(self) -> None:
        """Close for good. If this process ends sooner, a server that was started ends all the same."""
        self._close()
        self._settings = None

    async def ask(self, question: Callable[[LiveDesk], Found]) -> tuple[str, Found] | None:
        """The name of the Rasa, and its answer; ``None`` where none is set, ready or able to answer.

        Why it is not able is told to the user, once for each kind of trouble. Whatever else a question raises is for
        whoever asks.
        """
        settings = self._settings
        if settings is None or self._opening is not None:
            return None
        try:
            name, answer = await self._worker.run(lambda _: self._asked(question))
        except LiveProblem as problem:
            if settings is self._settings:
                self._tell(problem)
            return None
        if settings is not self._settings:  # it was another Rasa that answered
            return None
        self._say(name)
        return name, answer

    def _close(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        if self._settings is not None:
            self._worker.submit(lambda _: self._made().close())
        self._told.clear()
        self._say("")

    def _asked(self, question: Callable[[LiveDesk], Found]) -> tuple[str, Found]:
        desk = self._made()
        answer = question(desk)
        return desk.name, answer

    async def _open(self, settings: LiveSettings) -> None:
        progress = Progress(self._server, "Starting Rasa" if settings.starts else "Asking for Rasa", percentage=None)
        log = self._logger()
        try:
            name = await self._worker.run(lambda check: self._made().open(settings, log, check))
        except LiveProblem as problem:
            self._tell(problem)
        else:
            self._say(name)
        finally:
            progress.end()
        self._opening = None

    def _made(self) -> LiveDesk:
        """Runs in the thread that waits, the first time to import what speaks with Rasa."""
        if self._desk is None:
            from teachback.lsp.live_desk import LiveDesk  # noqa: PLC0415 - initialize is answered before this is loaded

            self._desk = LiveDesk()
        return self._desk

    def _logger(self) -> Callable[[str], None]:
        """Takes lines of a server's log in any thread; the loop may be gone by then."""
        loop = asyncio.get_running_loop()

        def log(line: str) -> None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._log, types.MessageType.Log, f"rasa: {line}")

        return log

    def _log(self, kind: types.MessageType, text: str) -> None:
        self._server.window_log_message(types.LogMessageParams(kind, text))

    def _say(self, words: str) -> None:
        if words != self.words:
            self.words = words
            self._server.publication.tell_status()

    def _tell(self, problem: LiveProblem) -> None:
        self._say(SILENT)
        text = f"{problem} Teachback's own policies go on."
        if type(problem) in self._told:
            self._log(types.MessageType.Warning, text)
            return
        self._told.add(type(problem))
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))

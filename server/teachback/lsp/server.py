"""The server object: what pygls needs, and the state that lives on the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

import teachback
from teachback.lsp.benches import MakeBench, bench
from teachback.lsp.client import ClientSupport
from teachback.lsp.client_view import encoding_kind
from teachback.lsp.commands import APPLY, GOTO, LEARN, SAY, TEACH
from teachback.lsp.documents import Documents
from teachback.lsp.interactive.open_sessions import OpenSessions
from teachback.lsp.kernel import Kernel
from teachback.lsp.live import Live
from teachback.lsp.protocol import HardenedProtocol
from teachback.lsp.publication import Publication
from teachback.lsp.reading import Reading
from teachback.lsp.sessions import Sessions
from teachback.lsp.settings import Settings
from teachback.lsp.training import Training
from teachback.lsp.vocabularies import Vocabularies
from teachback.lsp.worker import Worker

logger = logging.getLogger(__name__)


class TeachbackServer(LanguageServer):
    """One client's server. All attributes belong to the event loop; what needs time goes through ``kernel``;
    what nobody waits for, and touches nothing of others, through ``aside``.
    """

    protocol: HardenedProtocol  # pyright: ignore[reportIncompatibleVariableOverride] - set once, from protocol_cls

    def __init__(self, make_bench: MakeBench = bench) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - pygls passes untyped arguments on
            "teachback", teachback.__version__, protocol_cls=HardenedProtocol, converter_factory=default_converter
        )
        self.make_bench = make_bench
        self.documents = Documents()
        self.settings = Settings()
        self.sessions = Sessions()
        self.interactive = OpenSessions()
        self.vocabularies = Vocabularies()
        self.aside = Worker("teachback-aside")
        self.background: set[asyncio.Task[None]] = set()
        self.meet(ClientSupport())

    def meet(self, client: ClientSupport) -> None:
        """Begin to serve a client, now that it is known what it can do."""
        self.client = client
        self.publication = Publication(self)
        self.training = Training(self)
        self.kernel = Kernel(client, self.training.disturb, self.publication.publish, self.publication.publish_one)
        self.reading = Reading(self)
        self.live = Live(self)

    def complete(self, capabilities: types.ServerCapabilities) -> None:
        """Correct what pygls derives from the registered methods (called while ``initialize`` is answered)."""
        capabilities.position_encoding = encoding_kind(self.client.encoding)
        capabilities.execute_command_provider = types.ExecuteCommandOptions(commands=[APPLY, GOTO, TEACH, LEARN, SAY])
        if not self.client.pulls_diagnostics:  # whoever cannot pull gets them pushed; nobody gets them twice
            capabilities.diagnostic_provider = None

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Let something run on while other messages are served; a failure is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self.background.add(task)
        task.add_done_callback(self._ended)
        return task

    def stop_background(self) -> None:
        """Give up all that is under way."""
        self.training.stop()
        self.live.stop()
        for task in tuple(self.background):
            task.cancel()

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ANN401 - pygls' union of classes
        """Log, where pygls would show a message to the user; answer what was not JSON."""
        if source is JsonRpcException and isinstance(error, (ValueError, RecursionError)):
            self.protocol.refuse_unreadable(error)
        else:
            logger.error("%s: %s", getattr(source, "__name__", source), error)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.background.discard(task)
        if not task.cancelled() and (problem := task.exception()) is not None:
            logger.error("background work failed", exc_info=problem)

"""The open line to a running Rasa. One thread owns it, which may wait for Rasa as long as it likes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Understanding
from teachback.formats.transcript_json import TimedTranscript
from teachback.policies.live.live_engine import LiveEngine
from teachback.policies.live.opening import OpenServer, connected, open_live
from teachback.policies.live.problems import CannotStart, LiveProblem
from teachback.policies.live.process import Log
from teachback.policies.live.server import LiveServer
from teachback.policies.live.settings import LiveSettings
from teachback.policies.prediction import Answer
from teachback.teaching.conversations.running import running_conversation
from teachback.teaching.session.asked_next import AskedNext
from teachback.teaching.understanding.live import understood

Found = TypeVar("Found")


class LiveDesk:
    """At most one server at a time."""

    def __init__(self) -> None:
        self._settings: LiveSettings | None = None
        self._opened: OpenServer | None = None
        self._problem: LiveProblem | None = None

    def open(self, settings: LiveSettings, log: Log, go_on: Callable[[], None]) -> str:
        """Open what is set, in the place of what was open; the name of the Rasa (see ``open_live``)."""
        self.close()
        self._settings = settings
        try:
            self._opened = open_live(settings, log, go_on)
        except LiveProblem as problem:
            self._problem = problem
            raise
        return self._opened.server.name

    @property
    def name(self) -> str:
        """What the Rasa that is open is called; empty where none is."""
        return self._opened.server.name if self._opened is not None else ""

    def predict(self, domain: Domain, asked: AskedNext) -> Answer:
        """What Rasa says comes next. Raises ``LiveProblem``."""
        return self._answer(lambda server: LiveEngine(server, domain).after(*asked))

    def understand(self, text: str) -> Understanding:
        """How Rasa understands a message. Raises ``LiveProblem``."""
        return self._answer(lambda server: understood(server, text))

    def conversation(self, name: str) -> TimedTranscript:
        """A conversation that Rasa remembers. Raises ``LiveProblem``, and ``NoConversationError``."""
        return self._answer(lambda server: running_conversation(server, name))

    def _answer(self, question: Callable[[LiveServer], Found]) -> Found:
        """A server at an address is looked for anew after it failed; one that was started here is not started again."""
        opened = self._present()
        try:
            opened.check()
            return question(opened.server)
        except LiveProblem:
            if opened.process is None:
                opened.close()
                self._opened = None
            raise

    def close(self) -> None:
        """Hang up, and end the server if it was started here."""
        if self._opened is not None:
            self._opened.close()
        self._opened = self._settings = self._problem = None

    def _present(self) -> OpenServer:
        if self._opened is not None:
            return self._opened
        if self._settings is None or self._settings.starts:
            raise self._problem or CannotStart("it was not asked for.")
        self._opened = connected(self._settings)
        return self._opened

"""The open line to a running Rasa. One thread owns it, which may wait for Rasa as long as it likes."""

from __future__ import annotations

from collections.abc import Callable

from teachback.dialogue.domain import Domain
from teachback.dialogue.events import Event
from teachback.policies.live.live_engine import LiveEngine
from teachback.policies.live.opening import OpenServer, connected, open_live
from teachback.policies.live.problems import CannotStart, LiveProblem
from teachback.policies.live.process import Log
from teachback.policies.live.settings import LiveSettings
from teachback.policies.prediction import Answer


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

    def ask(self, domain: Domain, events: tuple[Event, ...]) -> tuple[str, Answer]:
        """The name of the Rasa, and what it says comes next. Raises ``LiveProblem``.

        A server at an address is looked for anew after it failed; one that Teachback started is not started again.
        """
        opened = self._present()
        try:
            opened.check()
            return opened.server.name, LiveEngine(opened.server, domain).after(events)
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

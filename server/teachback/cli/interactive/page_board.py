"""What every open teaching page shows at the moment, and which question may still be answered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from threading import Condition

Json = Mapping[str, object]

_BUSY: Json = {"type": "busy"}


class Board:
    """The host pins a view here, pages read it. All methods may be called from any thread.

    Each view has a serial number. The first answer that names the number of the open one is taken; later ones, and
    those that name an earlier view, are stale. Readers that are slow miss what has been replaced meanwhile.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._view: Json | None = None
        self._note: Json | None = _BUSY
        self._serial = 0
        self._open = False
        self._ended = False
        self._readers = 0

    def publish(self, view: Json, graph: Json | None, changes: str | None) -> int:
        """Show a view whose question is open from now on; its serial number. Raises ``TypeError`` for what JSON cannot
        say.
        """
        told = json.loads(json.dumps({"view": view, "graph": graph, "changes": changes}))
        with self._changed:
            self._serial += 1
            self._view = {"type": "view", "serial": self._serial, **told}
            self._note, self._open = None, True
            self._changed.notify_all()
            return self._serial

    def take(self, serial: int) -> bool:
        """Take an answer to a view: false when it is stale. From then on every page sees that work is going on."""
        with self._changed:
            return serial == self._serial and self._close_question()

    def withdraw(self) -> bool:
        """Close the question, since it was answered elsewhere: false when a page was first, or nothing is asked."""
        with self._changed:
            return self._close_question()

    def reopen(self, problem: str) -> None:
        """Say why the last answer could not be taken, and take another one to the same question."""
        with self._changed:
            if self._ended:
                return
            self._note, self._open = {"type": "problem", "text": problem}, self._view is not None
            self._changed.notify_all()

    def end(self, farewell: str, patience: float) -> None:
        """Say that all is over, and wait for pages to hear of it: at most ``patience`` seconds."""
        with self._changed:
            self._note, self._open, self._ended = {"type": "ended", "text": farewell}, False, True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._readers == 0, patience)

    def messages(self, heartbeat: float) -> Iterator[Json | None]:
        """All that a page has to be told from now until the end, what is there already first.

        ``None`` comes whenever nothing happened for ``heartbeat`` seconds, so that a page that went away is noticed.
        """
        view: Json | None = None
        note: Json | None = None
        with self._changed:
            self._readers += 1
        try:
            while True:
                fresh, ended = self._news(view, note, heartbeat)
                yield from fresh or (None,)
                if ended:
                    return
                for each in fresh:
                    view, note = (each, None) if each["type"] == "view" else (view, each)
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    def _news(self, view: Json | None, note: Json | None, heartbeat: float) -> tuple[tuple[Json, ...], bool]:
        with self._changed:
            self._changed.wait_for(lambda: view is not self._view or note is not self._note, heartbeat)
            fresh = (self._view,) if self._view is not None and view is not self._view else ()
            told = (self._note,) if self._note is not None and (fresh or note is not self._note) else ()
            return (*fresh, *told), self._ended

    def _close_question(self) -> bool:
        if not self._open:
            return False
        self._note, self._open = _BUSY, False
        self._changed.notify_all()
        return True

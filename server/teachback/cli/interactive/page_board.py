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
    those that name an earlier view, are stale. What belongs beside a view may follow it. Readers that are slow miss
    what has been replaced meanwhile.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._view: Json | None = None
        self._beside: Json | None = None
        self._note: Json | None = _BUSY
        self._serial = 0
        self._open = False
        self._ended = False
        self._readers = 0

    def publish(self, view: Json) -> int:
        """Show a view whose question is open from now on; its serial number. Raises ``TypeError`` for what JSON cannot
        say.
        """
        told = json.loads(json.dumps(view))
        with self._changed:
            self._serial += 1
            self._view = {"type": "view", "serial": self._serial, "view": told}
            self._beside = self._note = None
            self._open = True
            self._changed.notify_all()
            return self._serial

    def complete(self, serial: int, graph: Json | None, changes: str | None) -> None:
        """Show what belongs beside a view, unless another one has taken its place. Raises ``TypeError`` as above."""
        told = json.loads(json.dumps({"graph": graph, "changes": changes}))
        with self._changed:
            if serial == self._serial:
                self._beside = {"type": "beside", "serial": serial, **told}
                self._changed.notify_all()

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
        told: tuple[Json, ...] = ()
        with self._changed:
            self._readers += 1
        try:
            while True:
                present, ended = self._news(told, heartbeat)
                yield from _untold(present, told) or (None,)
                if ended:
                    return
                told = present
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    def _news(self, told: tuple[Json, ...], heartbeat: float) -> tuple[tuple[Json, ...], bool]:
        """All that is pinned here, once that is not what was told; and whether it is the end."""
        with self._changed:
            self._changed.wait_for(lambda: _untold(self._present(), told), heartbeat)
            return self._present(), self._ended

    def _present(self) -> tuple[Json, ...]:
        return tuple(each for each in (self._view, self._beside, self._note) if each is not None)

    def _close_question(self) -> bool:
        if not self._open:
            return False
        self._note, self._open = _BUSY, False
        self._changed.notify_all()
        return True


def _untold(present: tuple[Json, ...], told: tuple[Json, ...]) -> tuple[Json, ...]:
    """What is new. After a new view all that belongs to it is."""
    known = told if present and told and present[0] is told[0] else ()
    return tuple(each for each in present if not any(each is other for other in known))

"""The teaching page in a panel of the client: told by ``teachback/teach/update``, answered by requests."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from teachback.lsp.interactive.desk import view_of
from teachback.lsp.interactive.faces import Asked, Reply
from teachback.lsp.interactive.workroom import EditorWorkroom, ProjectGoneError
from teachback.teaching.session.view_json import Json

logger = logging.getLogger(__name__)


class Panel:
    """Speaks the page's own protocol (docs/teaching-page.md). ``tell`` passes a message on to the page.

    Every view has a serial number; the first answer that names the open one is taken, any other is stale. A question is
    shown at once. What is shown beside it follows, unless it is answered before.
    """

    def __init__(self, workroom: EditorWorkroom, tell: Callable[[Json], None]) -> None:
        self._workroom = workroom
        self._tell = tell
        self._asked: Asked | None = None
        self._serial = 0
        self._complete = 0
        self._answer: asyncio.Future[Reply] | None = None
        self._settled = asyncio.Event()

    async def ask(self, asked: Asked) -> Reply:
        """Show a view, and wait for an answer to it."""
        view = view_of(asked, await self._workroom.snapshot())
        self._asked = asked
        self._serial += 1
        return await self._answered({"type": "view", "serial": self._serial, "view": view})

    async def ask_again(self, problem: str) -> Reply:
        """Say why the answer does not do; the same question is open again."""
        return await self._answered({"type": "problem", "text": problem})

    def rest(self) -> None:
        """Let requests end that wait for the next question."""
        self._settled.set()

    def end(self, farewell: str) -> None:
        """Say that the session is over."""
        self._tell({"type": "ended", "text": farewell})
        self._settled.set()

    def take(self, serial: int, reply: Reply) -> bool:
        """Take an answer: false when it is stale. From then on the page sees that work is going on."""
        if self._answer is None or self._answer.done() or serial != self._serial:
            return False
        self._settled.clear()
        self._answer.set_result(reply)
        self._tell({"type": "busy"})
        return True

    async def settled(self) -> None:
        """Wait until there is a question again, or the end."""
        await self._settled.wait()

    async def _answered(self, message: Json) -> Reply:
        answer = self._answer = asyncio.get_running_loop().create_future()
        self._tell(message)
        self._settled.set()
        beside = asyncio.ensure_future(self._show_beside())
        try:
            return await answer
        finally:
            beside.cancel()

    async def _show_beside(self) -> None:
        """Complete the open view, if it is not complete. A failure costs no more than what would have been shown."""
        asked, serial = self._asked, self._serial
        if asked is None or self._complete == serial:
            return
        try:
            shown = await self._workroom.beside(asked)
        except ProjectGoneError:
            return  # the next answer says so
        except Exception:
            logger.exception("what is shown beside a question could not be worked out")
            return
        self._complete = serial
        self._tell({"type": "beside", "serial": serial, **shown})

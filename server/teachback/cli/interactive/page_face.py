"""The session on the teaching page, beside the terminal."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from teachback.cli.interactive.page_files import PageFiles
from teachback.cli.interactive.page_messages import FromPage, OpenPlace, PageAnswer, PageOrder
from teachback.cli.interactive.page_server import PageServer
from teachback.cli.interactive.shared_prompt import SharedPrompt
from teachback.teaching.session.session import Session
from teachback.teaching.session.view_json import Json

SideView = Callable[[Session], tuple[Json, str | None]]
"""The graph of a session, and the difference that an export would make; asked in one thread at a time."""


class PageFace:
    """Shows each question on the page, and hands over what is answered there.

    Graph and difference are worked out aside and follow the question, so that nobody waits for them. ``opened`` hears
    which line of a story somebody wants to see.
    """

    def __init__(
        self,
        files: PageFiles,
        port: int,
        prompt: SharedPrompt,
        side_view: SideView,
        opened: Callable[[OpenPlace], None],
    ) -> None:
        self._prompt = prompt
        self._side_view = side_view
        self._opened = opened
        self._inbox: SimpleQueue[PageAnswer | PageOrder] = SimpleQueue()
        self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="page")
        self._completing: Future[None] | None = None
        self._server = PageServer(files, self._receive, port)

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return self._server.address

    def show(self, session: Session, view: Json) -> None:
        """Show a question; whatever was shown before it is over."""
        if self._completing is not None:
            self._completing.cancel()
        serial = self._server.publish(view)
        self._completing = self._aside.submit(self._complete, serial, session)

    def withdraw(self) -> PageAnswer | PageOrder | None:
        """The question was answered at the terminal; or, if the page was first, what was said there."""
        first = self._server.withdraw()
        said = None if first else self._inbox.get()
        self._prompt.forget()
        return said

    def said(self) -> PageAnswer | PageOrder:
        """What was said on the page, once the prompt was taken down for it."""
        said = self._inbox.get()
        self._prompt.forget()
        return said

    def close(self) -> None:
        """Tell every page that the session is over."""
        self._aside.shutdown(wait=False, cancel_futures=True)
        self._server.close()

    def _complete(self, serial: int, session: Session) -> None:
        graph, changes = self._side_view(session)
        self._server.complete(serial, graph, changes)

    def _receive(self, message: FromPage) -> None:
        match message:
            case OpenPlace():
                self._opened(message)
            case _:
                self._prompt.answered_elsewhere()
                self._inbox.put(message)  # last, so that whoever takes it can forget the rest

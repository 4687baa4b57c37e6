"""The teaching page in the browser: a server that only this machine reaches, and only who was given its address."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread

from teachback.cli.interactive.page_board import Board, Json
from teachback.cli.interactive.page_files import PageFiles
from teachback.cli.interactive.page_guard import Guard, new_token
from teachback.cli.interactive.page_messages import FromPage
from teachback.cli.interactive.page_requests import PAGE_PATH, Desk, PageRequest

DEFAULT_PORT = 5005
_ADDRESS, _OTHER_ADDRESS = "127.0.0.1", "::1"
_PORTS = 65_536
_TRIES = 20
_PATIENCE = 1.0
_POLL = 0.1


class PageServer:
    """Shows views to any number of pages, and hands on what is answered there.

    ``receive`` is called in a thread of the server's, once for each message that fits: a queue's ``put`` will do. After
    an answer or an order every page waits for the next ``publish`` or ``problem``. ``port`` is the wanted one; where it
    is taken, the next free one is used. Raises ``OSError`` where there is none at all.
    """

    def __init__(self, files: PageFiles, receive: Callable[[FromPage], None], port: int = DEFAULT_PORT) -> None:
        self._board = Board()
        self._token = new_token()
        self._held = ExitStack()
        self._server = _listening(Desk(files, self._board, Guard(self._token), receive), port, self._held)
        self._thread = Thread(target=self._server.serve_forever, args=(_POLL,), name="teaching page", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    @property
    def address(self) -> str:
        """What to open in a browser. It holds the token: show it to the person who teaches, and to nobody else."""
        return f"http://localhost:{self.port}{PAGE_PATH}?token={self._token}"

    def publish(self, view: Json) -> int:
        """Show a view of the session (``teachback.teaching.session.view_json``). The question is open until an answer
        is taken, here or elsewhere. The serial number of the view.
        """
        return self._board.publish(view)

    def complete(self, serial: int, graph: Json | None, changes: str | None) -> None:
        """Show beside a view the graph of its conversation and what it would write, as a unified difference; nothing
        where another view has taken its place.
        """
        self._board.complete(serial, graph, changes)

    def withdraw(self) -> bool:
        """Take no more answers to the present question, since it was answered elsewhere. False when a page was first:
        then its answer is the one that counts.
        """
        return self._board.withdraw()

    def problem(self, text: str) -> None:
        """Say why the last answer or order could not be taken; the same question is open again."""
        self._board.reopen(text)

    def close(self, farewell: str = "The session is over. You can close this page.") -> None:
        """Tell every page that the session is over, and listen no more."""
        self._board.end(farewell, _PATIENCE)
        self._server.shutdown()
        self._thread.join()
        self._held.close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    # Windows would let a second program listen at the same port.
    allow_reuse_address = sys.platform != "win32"

    def handle_error(self, request: object, client_address: object) -> None:
        """A page that went away in the middle of an answer is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # pyright: ignore[reportArgumentType] - handed on as it came


def _listening(desk: Desk, wanted: int, held: ExitStack) -> _Listener:
    """A server at the wanted port, or the next free one; at any, where twenty in a row are taken."""
    for port in range(wanted, min(wanted + _TRIES, _PORTS)):
        with suppress(OSError):
            return _at(port, desk, held)
    return _at(0, desk, held)


def _at(port: int, desk: Desk, held: ExitStack) -> _Listener:
    with ExitStack() as mine:
        server = mine.enter_context(_Listener((_ADDRESS, port), partial(PageRequest, desk)))
        if _has_ipv6():
            _hold(server.server_port, mine)
        held.push(mine.pop_all())
        return server


def _hold(port: int, held: ExitStack) -> None:
    """Keep a port of the other loopback address from everybody. Browsers may try that one first for `localhost`, and
    whoever listened there would get the token; now nobody does, and the browser comes to us. Raises ``OSError`` when it
    is taken.
    """
    beside = held.enter_context(socket.socket(socket.AF_INET6, socket.SOCK_STREAM))
    beside.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    beside.bind((_OTHER_ADDRESS, port))


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind((_OTHER_ADDRESS, 0))
    except OSError:
        return False
    return True

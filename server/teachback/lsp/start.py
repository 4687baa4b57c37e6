"""Starts the language server on the connection that the command line names."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec
from typing import BinaryIO

from pygls.io_ import StdoutWriter, run_async

from teachback.lsp.benches import bench, self_checking_bench
from teachback.lsp.features import create_server
from teachback.lsp.headers import HeaderReader, MessageReader
from teachback.lsp.server import TeachbackServer

logger = logging.getLogger(__name__)

_PIPE = 1 << 20
TURN = 0.0005
"""Seconds for which a busy thread lets others wait. A keystroke or an answer changes threads several times; with the
5 ms of Python each time, somebody who types while thousands of stories are read or judged would notice.
"""


def start(tcp: str | None = None, ws: str | None = None, *, self_check: bool = False) -> int:
    """Serve one client and give the exit status: 0, or 1 when it sent ``exit`` without ``shutdown``, 2 for wrong use.

    With ``self_check`` every inspection is compared with one from scratch, and a difference logged as an error.
    ``tcp`` and ``ws`` are ``HOST:PORT``; without either, the server speaks over standard input and output.
    """
    sys.setswitchinterval(TURN)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    if self_check:
        logging.getLogger("teachback.checks.self_check").setLevel(logging.INFO)
    place = tcp or ws
    address = _address(place) if place else None
    if place and address is None:
        return _refuse(f"{place}: write HOST:PORT, for example 127.0.0.1:2087")
    if ws and find_spec("websockets") is None:
        return _refuse('--ws needs the package "websockets": install it into the environment of Teachback')
    server = create_server(self_checking_bench if self_check else bench)
    try:
        _serve(server, address, over_websocket=ws is not None)
    except SystemExit:  # how ``exit`` ends the loop, whatever the connection
        return server.protocol.exit_status
    except OSError as problem:
        return _refuse(f"cannot serve at {place or 'standard input'}: {problem}")
    finally:
        server.training.stop()
    return server.protocol.exit_status


def _serve(server: TeachbackServer, address: tuple[str, int] | None, *, over_websocket: bool) -> None:
    if address is None:
        _widen(sys.stdout.fileno())
        asyncio.run(_serve_stdio(server))
    elif over_websocket:
        server.start_ws(*address)
    else:
        asyncio.run(_serve_tcp(server, *address))


def _widen(pipe: int) -> None:
    """Let the pipe to the client hold all that is told of a large file: of itself it holds 64 KiB (pipe(7)), and the
    server would wait several times until the client has read on.
    """
    if sys.platform == "linux":
        from fcntl import F_SETPIPE_SZ, fcntl  # noqa: PLC0415 - it is there alone

        with suppress(OSError):  # it is no pipe, or may not be larger
            fcntl(pipe, F_SETPIPE_SZ, _PIPE)


async def _serve_stdio(server: TeachbackServer) -> None:
    """As ``pygls`` does, but through the reader that knows all spellings of a header; ends with its input."""
    server.protocol.set_writer(StdoutWriter(sys.stdout.buffer))
    reader = MessageReader(_standard_input())
    await run_async(threading.Event(), reader, server.protocol, logger, server.report_server_error)


def _standard_input() -> BinaryIO:
    """Never closed: that would wait for whoever is reading it, and so would Ctrl-C."""
    return open(sys.stdin.fileno(), "rb", closefd=False)


async def _serve_tcp(server: TeachbackServer, host: str, port: int) -> None:
    """As ``pygls`` does, but through the reader that knows all spellings of a header; ends with its one client."""
    ended = asyncio.Event()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        listening.close()
        server.protocol.set_writer(writer)
        try:
            await run_async(
                threading.Event(), HeaderReader(reader), server.protocol, logger, server.report_server_error
            )
        finally:
            ended.set()

    listening = await asyncio.start_server(connected, host, port)
    for socket in listening.sockets:
        sys.stderr.write(f"listening on {socket.getsockname()[0]}:{socket.getsockname()[1]}\n")
    await ended.wait()


def _address(place: str) -> tuple[str, int] | None:
    host, colon, port = place.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 65535:  # noqa: PLR2004 - the largest port
        return None
    return host.strip("[]") or "127.0.0.1", int(port)


def _refuse(reason: str) -> int:
    sys.stderr.write(f"teachback lsp: {reason}\n")
    return 2

"""A server of the teaching page under test, and what a browser would send to it."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from queue import Queue
from typing import Any
from urllib.parse import urlsplit

from teachback.cli.interactive.page_files import PageFiles
from teachback.cli.interactive.page_messages import FromPage
from teachback.cli.interactive.page_server import PageServer

FILES = PageFiles(b"script();", b"body { margin: 0 }")
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Served:
    """A running server; ``received`` is what it handed on."""

    server: PageServer
    received: Queue[FromPage]

    @property
    def token(self) -> str:
        return self.server.address.rpartition("token=")[2]

    @property
    def host(self) -> str:
        return f"localhost:{self.server.port}"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> HTTPResponse:
        """The answer to a GET of a whole path, with these headers over those of a browser."""
        return self._ask("GET", path, {"Host": self.host}, headers)

    def page(self, path: str) -> HTTPResponse:
        """The answer to a GET with the right token."""
        return self.get(f"{path}?token={self.token}")

    def post(self, message: object, headers: Mapping[str, str | None] | None = None) -> HTTPResponse:
        """The answer to what a page says. ``None`` takes a header out."""
        usual = {
            "Host": self.host,
            "Origin": f"http://{self.host}",
            "Content-Type": "application/json",
            "X-Teachback-Token": self.token,
        }
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        return self._ask("POST", "/answer", {**usual, "Content-Length": str(len(body))}, headers, body)

    def _ask(
        self,
        method: str,
        path: str,
        usual: Mapping[str, str],
        over: Mapping[str, str | None] | None,
        body: bytes = b"",
    ) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {**usual, **(over or {})}.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        return connection.getresponse()


@contextmanager
def served(port: int = 0) -> Generator[Served]:
    """A server that ends with the block."""
    received: Queue[FromPage] = Queue()
    server = PageServer(FILES, received.put, port)
    try:
        yield Served(server, received)
    finally:
        server.close()


def next_update(stream: HTTPResponse) -> dict[str, Any]:
    """The next message of a stream of updates; ``{}`` at its end."""
    for line in stream:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    return {}


def path_of(server: PageServer) -> str:
    """The path of the address that a person opens, token and all."""
    parts = urlsplit(server.address)
    return f"{parts.path}?{parts.query}"

"""The requests of a teaching page: its files, its updates, and what a person answers in it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

from teachback.cli.interactive.page_board import Board
from teachback.cli.interactive.page_files import PageFiles, content_security_policy, document
from teachback.cli.interactive.page_guard import Guard, Refusal
from teachback.cli.interactive.page_messages import FromPage, OpenPlace, UnreadableMessageError, read_message

BODY_LIMIT = 65_536
"""Bytes of the longest message that is taken from a page."""

PAGE_PATH = "/visualization.html"
"""Where Rasa has its own, so that habits and bookmarks hold."""

_HEARTBEAT = 15.0
_STALE = "This question was answered already. The page shows what is asked now."
_ALWAYS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a request is answered from. ``receive`` is called in the thread of the request."""

    files: PageFiles
    board: Board
    guard: Guard
    receive: Callable[[FromPage], None]


class PageRequest(BaseHTTPRequestHandler):
    """One request. Every connection carries one, so that a page that stays open holds nothing else up."""

    timeout = 30
    server_version = "Teachback"
    sys_version = ""

    def __init__(self, desk: Desk, *connection: Any) -> None:  # noqa: ANN401 - whatever socketserver hands on
        self._desk = desk
        super().__init__(*connection)

    def do_GET(self) -> None:
        """Send a file of the page, or updates until the session ends."""
        if self._refused():
            return
        match urlsplit(self.path).path:
            case "/visualization.html":
                self._send_document()
            case "/page.js":
                self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", self._desk.files.script)
            case "/page.css":
                self._send(HTTPStatus.OK, "text/css; charset=utf-8", self._desk.files.style)
            case "/updates":
                self._send_updates()
            case _:
                self._say(HTTPStatus.NOT_FOUND, f"There is nothing here. The page is at {PAGE_PATH}.")

    def do_POST(self) -> None:
        """Take what a page says."""
        if self._refused():
            return
        if urlsplit(self.path).path != "/answer":
            self._say(HTTPStatus.NOT_FOUND, "Answers go to /answer.")
            return
        body = self._body()
        if isinstance(body, Refusal):
            self._say(body.status, body.reason)
            return
        try:
            message = read_message(body)
        except UnreadableMessageError as problem:
            self._say(HTTPStatus.BAD_REQUEST, str(problem))
            return
        if not isinstance(message, OpenPlace) and not self._desk.board.take(message.serial):
            self._say(HTTPStatus.CONFLICT, _STALE)
            return
        self._desk.receive(message)
        self._send(HTTPStatus.NO_CONTENT, "text/plain; charset=utf-8", b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing: the terminal belongs to the session."""

    def _refused(self) -> bool:
        refusal = self._desk.guard.refusal(self.command, self.path, self.headers)
        if refusal is not None:
            self._say(refusal.status, refusal.reason)
        return refusal is not None

    def _body(self) -> bytes | Refusal:
        if self.headers.get_content_type() != "application/json":
            return Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A message has to be application/json.")
        told = self.headers.get("Content-Length", "")
        if not (told.isascii() and told.isdigit()):
            return Refusal(HTTPStatus.LENGTH_REQUIRED, "A message has to say its length.")
        if int(told) > BODY_LIMIT:
            return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A message has at most {BODY_LIMIT} bytes.")
        return self.rfile.read(int(told))

    def _send_document(self) -> None:
        nonce = secrets.token_urlsafe(16)
        body = document(self._desk.guard.token, nonce).encode()
        policy = {"Content-Security-Policy": content_security_policy(nonce)}
        self._send(HTTPStatus.OK, "text/html; charset=utf-8", body, policy)

    def _send_updates(self) -> None:
        """Server-Sent Events: one JSON message each, and a comment now and then."""
        self._begin(HTTPStatus.OK, "text/event-stream; charset=utf-8")
        self.wfile.write(b"retry: 1000\n\n")
        for message in self._desk.board.messages(_HEARTBEAT):
            self.wfile.write(b":\n\n" if message is None else f"data: {json.dumps(message)}\n\n".encode())

    def _say(self, status: HTTPStatus, reason: str) -> None:
        self._send(status, "text/plain; charset=utf-8", reason.encode())

    def _send(self, status: HTTPStatus, kind: str, body: bytes, more: Mapping[str, str] | None = None) -> None:
        self._begin(status, kind, {"Content-Length": str(len(body)), **(more or {})})
        self.wfile.write(body)

    def _begin(self, status: HTTPStatus, kind: str, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**_ALWAYS, "Content-Type": kind, **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()

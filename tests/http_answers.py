"""A small HTTP server that answers as it is told, for what a real Rasa does not do when one wants it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

Said = tuple[int, bytes] | Callable[[BaseHTTPRequestHandler], None]
"""A status with a body, or what to do with the request."""


def saying(answer: object, status: int = 200) -> Said:
    """An answer in JSON."""
    return status, json.dumps(answer).encode()


VERSION_3X: Mapping[str, Said] = {
    "/version": saying({"version": "3.6.21", "minimum_compatible_version": "3.6.21"}),
    "/status": saying({"model_file": "bot.tar.gz", "model_id": "1", "num_active_training_jobs": 0}),
}


@contextmanager
def answering(paths: Mapping[str, Said]) -> Generator[str]:
    """The address of a server that knows these paths and no others."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._answer()

        def _answer(self) -> None:
            said = paths.get(urlsplit(self.path).path, (404, b"no such path"))
            if callable(said):
                said(self)
                return
            status, body = said
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the overridden parameter
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

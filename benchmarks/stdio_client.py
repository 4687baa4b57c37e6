"""A client of a real ``teachback lsp`` over standard input and output, which waits for one thing after the other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import IO, Any

Json = Mapping[str, Any]
_SERVER = (sys.executable, "-m", "teachback", "lsp")
# What VS Code shows of diagnostics, which it is sent without asking; and what the extension asks for.
_CAPABILITIES: Json = {
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "tagSupport": {"valueSet": [1, 2]},
            "versionSupport": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
        }
    },
    "experimental": {"teachback": {"prompts": True}},
}


class StdioClient:
    """Speaks with a server in a process. Whatever the server says goes to ``heard`` before anybody waits for it."""

    def __init__(self, to: IO[bytes], of: IO[bytes], heard: Callable[[Json], None]) -> None:
        self._in, self._out = to, of
        self._heard = heard
        self._requests = 0
        self.arrived = 0.0
        """When the last message had arrived whole, by ``perf_counter``: before it was read as JSON."""

    def tell(self, method: str, params: Json) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def begin(self, method: str, params: Json) -> int:
        """Send a request, and go on; its number."""
        self._requests += 1
        self._send({"id": self._requests, "method": method, "params": params})
        return self._requests

    def ask(self, method: str, params: Json) -> Any:  # noqa: ANN401 - JSON
        """Send a request; its result. Raises ``RuntimeError`` when it is refused."""
        number = self.begin(method, params)
        answers: list[Json] = []

        def answered(message: Json) -> bool:
            if message.get("id") == number and "method" not in message:
                answers.append(message)
            return bool(answers)

        self.wait(answered)
        if "error" in answers[0]:
            raise RuntimeError(f"{method}: {answers[0]['error']['message']}")
        return answers[0]["result"]

    def wait(self, wanted: Callable[[Json], bool]) -> None:
        """Read on until a message is wanted. Raises ``EOFError`` when the server ends before."""
        while True:
            message = self._next()
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
            self._heard(message)
            if wanted(message):
                return

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._in.flush()

    def _next(self) -> Json:
        length = 0
        while line := self._out.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        body = self._out.read(length)
        self.arrived = perf_counter()
        if not body:
            raise EOFError("the server has ended")
        return json.loads(body)


def _environment() -> dict[str, str]:
    """Modules are compiled once, as on any machine that keeps what it has compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@contextmanager
def stdio_client(root: Path, heard: Callable[[Json], None]) -> Generator[StdioClient]:
    """A client whose server has opened a folder, and ends with the block."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(  # noqa: S603 - our own command
        _SERVER, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_environment()
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("there is no way to the server")
    try:
        client = StdioClient(process.stdin, process.stdout, heard)
        folders = [{"uri": root.absolute().as_uri(), "name": root.name}]
        client.ask("initialize", {"processId": None, "workspaceFolders": folders, "capabilities": _CAPABILITIES})
        client.tell("initialized", {})
        yield client
    finally:
        process.kill()
        process.wait()

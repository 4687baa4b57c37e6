"""A client made of bytes, for what no proper client would send; and the same inside this process."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from teachback.lsp.features import create_server
from teachback.lsp.server import TeachbackServer

PATIENCE = 60.0
SERVER = (sys.executable, "-m", "teachback", "lsp")

Json = dict[str, Any]


def request(identifier: object, method: object, params: object = None) -> Json:
    return {"jsonrpc": "2.0", "id": identifier, "method": method, "params": params}


def notification(method: str, params: object = None) -> Json:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def initialize(identifier: object = 0, capabilities: Json | None = None, **others: object) -> Json:
    return request(identifier, "initialize", {"processId": None, "capabilities": capabilities or {}, **others})


def framed(body: bytes | object, header: str = "Content-Length: {}\r\n\r\n") -> bytes:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return header.format(len(data)).encode() + data


class RawClient:
    """A server process and all that it has said."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.heard: list[Json] = []
        self._unread: list[Json] = []

    def send(self, *bodies: bytes | object) -> None:
        self.write(b"".join(framed(body) for body in bodies))

    def write(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)

    async def answer(self, identifier: object) -> Json:
        """The response to a request (``None``: the next one to nobody), which may come before or after others."""

        async def read() -> Json:
            while not (found := [each for each in self._unread if each.get("id") == identifier]):
                message = await self.next()
                assert message, f"the server ended without answering {identifier!r}"
            self._unread.remove(found[0])
            return found[0]

        return await asyncio.wait_for(read(), PATIENCE)

    async def error(self, identifier: object) -> int:
        """The error code of a response, 0 for a result."""
        return (await self.answer(identifier)).get("error", {}).get("code", 0)

    async def end(self) -> int:
        """Close standard input; the exit status, once the server has said its last word."""
        assert self.process.stdin
        self.process.stdin.close()

        async def read() -> int:
            while await self.next():
                pass
            return await self.process.wait()

        return await asyncio.wait_for(read(), PATIENCE)

    def answered(self, identifier: object) -> int:
        """How often a request was answered."""
        return sum("method" not in message and message.get("id") == identifier for message in self.heard)

    async def next(self) -> Json | None:
        """The next message, ``None`` at the end."""
        assert self.process.stdout
        length = 0
        while (line := await self.process.stdout.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not line:
            return None
        message: Json = json.loads(await self.process.stdout.readexactly(length))
        self.heard.append(message)
        if "method" not in message:
            self._unread.append(message)
        return message


@asynccontextmanager
async def raw_client(*, ready: bool = True) -> AsyncGenerator[RawClient]:
    """A server process; ``ready`` when it has been initialized. Nothing may pop up, whatever is sent."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *SERVER, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, limit=2**24
    )
    client = RawClient(process)
    try:
        if ready:
            client.send(initialize())
            await client.answer(0)
            client.send(notification("initialized", {}))
        yield client
        assert not [each for each in client.heard if str(each.get("method", "")).startswith("window/showMessage")]
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


class InProcess:
    """A server in this process, for tests that have to hold its threads."""

    def __init__(self, server: TeachbackServer) -> None:
        self.server = server
        self.heard: list[Json] = []
        self._news = asyncio.Event()
        server.protocol.set_writer(self)

    def write(self, data: bytes) -> None:
        self.heard.append(json.loads(data.partition(b"\r\n\r\n")[2]))
        self._news.set()

    def close(self) -> None: ...

    def send(self, *messages: Json) -> None:
        for message in messages:
            self.server.protocol.handle_message(json.loads(json.dumps(message)))

    async def answer(self, identifier: object) -> Json:
        return (await self._some(lambda: self.answers(identifier)))[0]

    async def asked(self, method: str, number: int = 1) -> Json:
        """The request of a method that the server sends first, second and so on."""
        found = await self._some(lambda: [each for each in self.heard if each.get("method") == method][number - 1 :])
        return found[0]

    async def _some(self, found: Callable[[], Sequence[Json]]) -> Sequence[Json]:
        async def wait() -> Sequence[Json]:
            while not (some := found()):
                self._news.clear()
                await self._news.wait()
            return some

        return await asyncio.wait_for(wait(), PATIENCE)

    def answers(self, identifier: object) -> Sequence[Json]:
        return [each for each in self.heard if "method" not in each and each.get("id") == identifier]


@asynccontextmanager
async def in_process(capabilities: Json | None = None, **others: object) -> AsyncGenerator[InProcess]:
    """An initialized server without a connection; its folders are not read."""
    held = InProcess(create_server())
    held.send(initialize(0, capabilities, **others))
    await held.answer(0)
    yield held
    held.server.stop_background()

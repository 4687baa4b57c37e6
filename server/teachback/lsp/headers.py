"""Header lines of the base protocol as other programs write them, in the one spelling that pygls reads.

Header names do not depend on case (LSP 3.17 §Base Protocol refers to HTTP), but pygls matches ``Content-Length: N`` to
the letter, and a client that writes it otherwise is never answered again.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from typing import BinaryIO

from teachback.lsp.worker import Worker

# Anywhere in the line: after a body whose length was wrong, the next header follows without a line break.
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d+)[ \t]*\r?\n\Z", re.IGNORECASE)
_NORMALISED = re.compile(rb"Content-Length: (\d+)\r\n")
_MOST_DIGITS = 9


def normalised(line: bytes) -> bytes:
    """A header line as pygls expects it; a length of a gigabyte or more is none, and reading goes on without it."""
    length = _LENGTH.search(line)
    if length is None:
        return line
    return b"Content-Length: " + (length[1] if len(length[1]) <= _MOST_DIGITS else b"too much") + b"\r\n"


class MessageReader:
    """Reads a blocking binary stream for an event loop, message by message: a thread reads all lines of the header and
    the body in one go, because going from thread to thread for each of them takes a keystroke longer than reading them.
    """

    def __init__(self, raw: BinaryIO) -> None:
        """``raw`` must be nobody else's: the thread that reads it may do so until the process is gone."""
        self._raw = raw
        self._thread = Worker("teachback-input")
        self._read: deque[bytes] = deque()

    async def readline(self) -> bytes:
        """The next header line, normalised; empty at the end of the stream."""
        return await self._next()

    async def readexactly(self, n: int) -> bytes:
        """The body of ``n`` bytes whose header was read last, fewer at the end of the stream."""
        del n
        return await self._next()

    async def _next(self) -> bytes:
        if not self._read:
            self._read += await self._thread.run(lambda _: self._message())
        return self._read.popleft()

    def _message(self) -> list[bytes]:
        pieces: list[bytes] = []
        length = 0
        while True:
            line = normalised(self._raw.readline())
            pieces.append(line)
            found = _NORMALISED.fullmatch(line)
            length = length or (int(found[1]) if found else 0)
            if not line.strip():
                return [*pieces, self._raw.read(length)] if line and length else pieces


class HeaderReader:
    """The same over an asyncio connection."""

    def __init__(self, raw: asyncio.StreamReader) -> None:
        self._raw = raw

    async def readline(self) -> bytes:
        """The next header line, empty at the end or when the peer is gone."""
        try:
            return normalised(await self._raw.readline())
        except (ConnectionError, ValueError):  # ValueError: a line without end; no LSP client sends one
            return b""

    async def readexactly(self, n: int) -> bytes:
        """A body of ``n`` bytes, empty when the peer is gone before its end."""
        try:
            return await self._raw.readexactly(n)
        except (ConnectionError, asyncio.IncompleteReadError):
            return b""

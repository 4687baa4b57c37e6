"""Header lines of the base protocol as other programs write them, in the one spelling that pygls reads.

Header names do not depend on case (LSP 3.17 §Base Protocol refers to HTTP), but pygls matches ``Content-Length: N`` to
the letter, and a client that writes it otherwise is never answered again.
"""

from __future__ import annotations

import asyncio
import io
import re
from typing import BinaryIO

# Anywhere in the line: after a body whose length was wrong, the next header follows without a line break.
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d+)[ \t]*\r?\n\Z", re.IGNORECASE)
_MOST_DIGITS = 9


def normalised(line: bytes) -> bytes:
    """A header line as pygls expects it; a length of a gigabyte or more is none, and reading goes on without it."""
    length = _LENGTH.search(line)
    if length is None:
        return line
    return b"Content-Length: " + (length[1] if len(length[1]) <= _MOST_DIGITS else b"too much") + b"\r\n"


class HeaderStream(io.BufferedIOBase):
    """A binary stream whose lines are normalised; bodies pass as they are."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next header line."""
        return normalised(self._raw.readline(-1 if size is None else size))

    def read(self, size: int | None = -1, /) -> bytes:
        """A body of ``size`` bytes, fewer at the end of the stream."""
        return self._raw.read(-1 if size is None else size)


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

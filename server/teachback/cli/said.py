"""What a command said, as it is kept for the next time."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """What went to standard output, and the exit status, from 0 to 9."""

    text: str
    status: int

    def to_bytes(self) -> bytes:
        """The status as one digit, and the text as UTF-8."""
        return f"{self.status}{self.text}".encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, data: bytes | None) -> Said | None:
        """The opposite of ``to_bytes``; ``None`` for ``None``."""
        return None if data is None else cls(data[1:].decode("utf-8", "surrogatepass"), int(data[:1]))

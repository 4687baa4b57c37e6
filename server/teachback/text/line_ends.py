r"""Where a line of a text begins and ends: at ``\n``, ``\r\n`` and ``\r``, as for ``LineIndex``."""

from __future__ import annotations


def line_start(text: str, offset: int) -> int:
    """The offset at which the line that holds ``offset`` begins."""
    return max(text.rfind("\n", 0, offset), _bare_return_before(text, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """The offset at which the line that holds ``offset`` ends, its line end not included."""
    newline = text.find("\n", offset)
    end = newline if newline >= 0 else len(text)
    carriage = text.find("\r", offset, end)
    return carriage if carriage >= 0 else end


def next_line(text: str, offset: int) -> int:
    """The offset after the line that holds ``offset``, its line end included."""
    end = line_end(text, offset)
    return end + (2 if text.startswith("\r\n", end) else 1) if end < len(text) else end


def line_end_used(text: str, near: int = 0) -> str:
    r"""The line end in use from the line that holds ``near`` on, or else anywhere; ``\n`` in a text of one line."""
    for end in (line_end(text, near), line_end(text, 0)):
        if end < len(text):
            return text[end : next_line(text, end)]
    return "\n"


def _bare_return_before(text: str, offset: int) -> int:
    r"""The last ``\r`` before ``offset``; between the halves of a ``\r\n`` the line is still the one that it ends."""
    at = text.rfind("\r", 0, offset)
    if at >= 0 and at + 1 == offset and text.startswith("\n", offset):
        return text.rfind("\r", 0, at)
    return at

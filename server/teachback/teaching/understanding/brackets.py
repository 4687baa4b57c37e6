r"""Brackets that belong to a message and mark nothing: ``\[`` and ``\]``.

The notation of Rasa has no such thing, so it cannot tell ``see [1](2)`` as people may say it. Backslashes mean
something only directly before a bracket: an odd number of them makes it one of the message's own, each pair there
stands for one backslash. While marks are read, such brackets are disguised as characters that the message has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPED = re.compile(r"(\\+)([\[\]])")
_BRACKET = re.compile(r"(\\*)([\[\]])")
# Characters that no text uses for anything (Unicode's second private plane).
_FIRST_DISGUISE = 0x100000


@dataclass(frozen=True, slots=True)
class Disguise:
    """Stand-ins, a single character each, for an opening and a closing bracket."""

    opening: str
    closing: str

    def of(self, bracket: str) -> str:
        """The stand-in for ``[`` or ``]``."""
        return self.opening if bracket == "[" else self.closing

    def undone(self, text: str) -> str:
        """A text with its brackets back. Places in it stay what they are."""
        return text.replace(self.opening, "[").replace(self.closing, "]")


def disguise_for(text: str) -> Disguise:
    """Characters that do not occur in a text."""
    opening, closing = _unused(text)
    return Disguise(opening, closing)


def disguised(text: str, disguise: Disguise) -> str:
    """A text as it was typed, its own brackets disguised, those of marks left."""

    def one(match: re.Match[str]) -> str:
        pairs, odd = divmod(len(match[1]), 2)
        return "\\" * pairs + (disguise.of(match[2]) if odd else match[2])

    return _ESCAPED.sub(one, text)


def escaped(text: str) -> str:
    r"""A stretch of a message with every bracket as ``\[`` or ``\]``."""
    return _BRACKET.sub(lambda match: f"{match[1] * 2}\\{match[2]}", text)


def before_a_mark(text: str) -> str:
    """A stretch of a message that a mark follows, whose bracket the last backslashes must not escape."""
    tail = len(text) - len(text.rstrip("\\"))
    return text + "\\" * tail


def _unused(text: str) -> tuple[str, str]:
    free: Iterator[str] = (chr(code) for code in range(_FIRST_DISGUISE, 0x110000) if chr(code) not in text)
    return next(free), next(free)

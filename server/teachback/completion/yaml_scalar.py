"""The scalar or key of YAML that a cursor touches."""

from __future__ import annotations

import re
from dataclasses import dataclass

from teachback.text.spans import Span

ITEM = "-"
"""Stands in a path for an item of a list."""

_PLAIN = re.compile(r"(?:(?![ \t]#|:[ \t]|:$).)*")
_PLAIN_IN_BRACKETS = re.compile(r"(?:(?![ \t]#|:[ \t]|:$)[^,\[\]{}])*")
_COLON = re.compile(r"[ \t]*:(?=[ \t]|$)")


@dataclass(frozen=True, slots=True)
class YamlPlace:
    """``path`` are the keys from the top of the file, with ``ITEM`` for each list, the cursor's own key excluded.

    ``word`` is the scalar or key that the cursor touches, without quotes; ``quote`` the quotes in which it stands.
    ``keyed`` says that a colon follows it, ``flow`` that it stands in brackets.
    """

    path: tuple[str, ...]
    word: Span
    quote: str = ""
    keyed: bool = False
    flow: bool = False


def plain_word(text: str, rest: Span, cursor: int, *, flow: bool = False) -> YamlPlace | None:
    """The plain scalar that begins where ``rest`` does; ``None`` right behind a dash or colon."""
    typed = text[rest.start : cursor]
    if typed.startswith("-") or typed.endswith(":"):
        return None
    found = (_PLAIN_IN_BRACKETS if flow else _PLAIN).match(text, cursor, rest.end)
    written = text[rest.start : found.end() if found else cursor].rstrip()
    end = max(cursor, rest.start + len(written))
    return YamlPlace((), Span(rest.start, end), keyed=_is_keyed(text, end, rest.end), flow=flow)


def quoted_word(text: str, rest: Span, cursor: int, *, flow: bool = False) -> YamlPlace | None:
    """The scalar whose quotes open where ``rest`` begins; ``None`` behind them."""
    quote = text[rest.start]
    close = text.find(quote, rest.start + 1, rest.end)
    if close < 0:  # not closed yet: what follows the cursor may be anything
        return YamlPlace((), Span(rest.start + 1, cursor), quote, flow=flow)
    if close < cursor:
        return None
    return YamlPlace((), Span(rest.start + 1, close), quote, _is_keyed(text, close + 1, rest.end), flow)


def _is_keyed(text: str, start: int, end: int) -> bool:
    return _COLON.match(text, start, end) is not None

"""Places in brackets of YAML that open and end on one line, ``[a, b]`` and ``{a: b}``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from teachback.completion.yaml_scalar import ITEM, YamlPlace, plain_word, quoted_word
from teachback.text.spans import Span


@dataclass(slots=True)
class _Reading:
    """What is open so far, outermost first: ``ITEM`` for a list, for an object the key whose value comes next."""

    open: list[str]
    start: int


def flow_place(text: str, rest: Span, cursor: int) -> YamlPlace | None:
    """The place of a cursor behind the first bracket of ``rest``; ``None`` behind the last one."""
    reading = _Reading([], rest.start)
    at = rest.start
    while at < cursor:
        character = text[at]
        if character in "\"'" and not text[reading.start : at].strip():
            close = text.find(character, at + 1, cursor)
            if close < 0:
                return _placed(quoted_word(text, Span(at, rest.end), cursor, flow=True), reading)
            at = close
        elif not _take(text, at, reading):
            return None
        at += 1
    start = reading.start
    while start < cursor and text[start] in " \t":
        start += 1
    if text[start:cursor].strip()[:1] in ("'", '"', "]", "}"):
        return None
    return _placed(plain_word(text, Span(start, rest.end), cursor, flow=True), reading) if reading.open else None


def _take(text: str, at: int, reading: _Reading) -> bool:
    """Read one character outside of quotes; false when all brackets are closed."""
    character = text[at]
    if character in "[{":
        reading.open.append(ITEM if character == "[" else "")
    elif character in "]}":
        reading.open.pop()
        reading.start = at
        return bool(reading.open)
    elif character == "," and reading.open[-1] != ITEM:
        reading.open[-1] = ""
    elif character == ":" and text[at + 1 : at + 2] in " \t\"'[{" and reading.open[-1] != ITEM:
        reading.open[-1] = text[reading.start : at].strip(" \t\"'")
    elif character != ",":
        return True
    reading.start = at + 1
    return bool(reading.open)


def _placed(place: YamlPlace | None, reading: _Reading) -> YamlPlace | None:
    return replace(place, path=tuple(name for name in reading.open if name)) if place else None

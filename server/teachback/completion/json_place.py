"""What stands at a cursor in the JSON object of a line, however little of it has been written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from teachback.completion.wanted import Write
from teachback.dialogue.values import Value, thaw
from teachback.text.spans import Span

# What may belong to a word that no quotes hold together, and to one inside of quotes that may not be closed yet.
_BARE = re.compile(r"[^\s\"{}\[\]:,]*")
_QUOTED = re.compile(r"[^\"{}\[\]:,]*")
_COLON = re.compile(r"\"?\s*:")


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """A place for a key (``key`` is ``None``) or for the value of ``key``; ``write`` writes what belongs there."""

    key: str | None
    word: Span
    write: Write


@dataclass(slots=True)
class _Reading:
    """How far an object has been read: the brackets that are open, and the key whose value comes next."""

    open: list[str]
    key: str | None = None


def json_place(text: str, start: int, cursor: int, end: int) -> JsonPlace | None:
    """The place at ``cursor`` in an object that begins at ``start``, in a line that ends at ``end``.

    ``None`` behind the object, inside of an object in it, and where a value is complete.
    """
    reading = _Reading([])
    at, string = start, ""
    while at < cursor:
        character = text[at]
        if character == '"':
            close = _closing(text, at + 1, cursor)
            if close is None:
                return _in_quotes(text, at + 1, cursor, end, reading)
            string, at = text[at + 1 : close], close
        elif not _take(reading, character, string):
            return None
        at += 1
    return _outside_of_quotes(text, cursor, end, reading)


def _take(reading: _Reading, character: str, string: str) -> bool:
    """Read one character that belongs to no string; false when the object has ended, or another begins in it."""
    if character in "{[":
        reading.open.append(character)
    elif character in "}]":
        reading.open.pop()
    elif character == ":" and reading.key is None:
        reading.key = string
    elif character == "," and reading.open[-1] == "{":
        reading.key = None
    return bool(reading.open) and reading.open.count("{") == 1


def _in_quotes(text: str, start: int, cursor: int, end: int, reading: _Reading) -> JsonPlace | None:
    if not reading.open:
        return None
    found = _QUOTED.match(text, cursor, end)
    last = found.end() if found else cursor
    if text[last : last + 1] != '"':
        last = max(cursor, start + len(text[start:last].rstrip()))
    return JsonPlace(reading.key, Span(start, last), _write_in_quotes)


def _outside_of_quotes(text: str, cursor: int, end: int, reading: _Reading) -> JsonPlace | None:
    if not reading.open:
        return None
    start = cursor
    while start and text[start - 1] not in ' \t"{}[]:,':
        start -= 1
    if text[start - 1 : start] == '"' or text[cursor : cursor + 1] == '"':
        return None
    found = _BARE.match(text, cursor, end)
    word = Span(start, found.end() if found else cursor)
    if reading.key is not None:
        return JsonPlace(reading.key, word, _write_value)
    return JsonPlace(None, word, _write_value if _COLON.match(text, word.end, end) else _write_key)


def _closing(text: str, start: int, end: int) -> int | None:
    at = start
    while at < end:
        if text[at] == "\\":
            at += 1
        elif text[at] == '"':
            return at
        at += 1
    return None


def _write_in_quotes(value: Value) -> str | None:
    return json.dumps(value, ensure_ascii=False)[1:-1] if isinstance(value, str) else None


def _write_value(value: Value) -> str | None:
    return json.dumps(thaw(value), ensure_ascii=False)


def _write_key(value: Value) -> str | None:
    return f"{json.dumps(thaw(value), ensure_ascii=False)}: "

"""JSON objects with the place of every top-level key and value, as story Markdown needs them."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from teachback.dialogue.values import Value, freeze

# Deeper values would exhaust the stack wherever they are compared or hashed later; no bot has a slot like that.
_DEEPEST = 100

_BLANK = re.compile(r"[ \t\n\r]*")
_PLAIN_KEY = re.compile(r'"([^"\\\x00-\x1f]*)"[ \t\n\r]*:[ \t\n\r]*')
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])')
_decode = json.JSONDecoder().raw_decode


class Member(NamedTuple):
    """A key with its value. Places are indices in the text of the object; a key's place is without its quotes."""

    key: str
    key_start: int
    key_end: int
    value: Value
    value_start: int
    value_end: int


def scan_object(text: str) -> tuple[Member, ...]:
    """The members of the JSON object that ``text``, which begins with ``{``, consists of.

    Agrees with ``json.loads``: of equal keys the last wins, in the place of the first, so that the order is that of the
    dictionary. Raises ``ValueError`` where ``json.loads`` does, and for values nested more than 100 levels deep.
    """
    refuse_deep(text)
    found: dict[str, Member] = {}
    at = _skip_blank(text, 1)
    if text.startswith("}", at):
        _expect_end(text, at + 1)
        return ()
    while True:
        member, at = _member(text, at)
        found[member.key] = member
        if text.startswith("}", at):
            break
        if not text.startswith(",", at):
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _skip_blank(text, at + 1)
    _expect_end(text, at + 1)
    return tuple(found.values())


def _member(text: str, at: int) -> tuple[Member, int]:
    """The member at an index, and the index of what follows it."""
    plain = _PLAIN_KEY.match(text, at)
    key, key_end, value_start = (plain[1], plain.end(1) + 1, plain.end()) if plain else _key(text, at)
    value, value_end = _decode(text, value_start)
    member = Member(key, at + 1, key_end - 1, freeze(value), value_start, value_end)
    return member, _skip_blank(text, value_end)


def _key(text: str, at: int) -> tuple[str, int, int]:
    """A key of any kind, the index after it, and the index of its value."""
    if not text.startswith('"', at):
        raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
    key, key_end = _decode(text, at)
    colon = _skip_blank(text, key_end)
    if not text.startswith(":", colon):
        raise json.JSONDecodeError("Expecting ':' delimiter", text, colon)
    return key, key_end, _skip_blank(text, colon + 1)


def _skip_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _expect_end(text: str, at: int) -> None:
    end = _skip_blank(text, at)
    if end != len(text):
        raise json.JSONDecodeError("Extra data", text, end)


def refuse_deep(text: str) -> None:
    """Raise ``ValueError`` for JSON whose values are nested more than 100 levels deep."""
    if text.count("{") + text.count("[") <= _DEEPEST:
        return
    depth = 0
    for match in _BRACKET.finditer(text):
        depth += bool(match[1]) - bool(match[2])
        if depth > _DEEPEST:
            raise ValueError(f"values are nested more than {_DEEPEST} levels deep")

"""Places in examples of NLU data: the entity of an annotation, in Markdown and in YAML; headers of Markdown."""

from __future__ import annotations

import re

from teachback.completion.json_place import json_place
from teachback.completion.wanted import Wanted, Wish, as_it_is
from teachback.text.spans import Span

_INTENT_HEADER = re.compile(r"##[ \t]*intent:[ \t]*")
_TYPE = re.compile(r"[^()\[\]{}:\r\n]*")
_ANNOTATION_KEYS = ("entity", "role", "group", "value")


def wanted_in_nlu_markdown(text: str, line: Span, cursor: int) -> Wanted | None:
    """What is wanted at a cursor in a line of NLU Markdown."""
    header = _INTENT_HEADER.match(text, line.start, line.end)
    if header is None:
        return wanted_in_example(text, line, cursor)
    if cursor < header.end():
        return None
    end = max(cursor, line.start + len(text[line.start : line.end].rstrip()))
    return Wanted(Wish.INTENT, Span(header.end(), end), as_it_is)


def wanted_in_example(text: str, line: Span, cursor: int) -> Wanted | None:
    """What is wanted in an annotation, ``[Rome](city)`` or ``[Rome]{"entity": "city"}``; ``None`` outside of one."""
    start = text.rfind("]", line.start, cursor) + 1
    if not start or "[" not in text[line.start : start]:
        return None
    if text.startswith("{", start, cursor):
        return _in_object(text, start, cursor, line.end)
    if not text.startswith("(", start, cursor):
        return None
    typed, rest = _TYPE.fullmatch(text, start + 1, cursor), _TYPE.match(text, cursor, line.end)
    if typed is None or rest is None:
        return None
    closed = text[rest.end() : rest.end() + 1] in (")", ":")
    word = text[start + 1 : rest.end() if closed else cursor].rstrip()
    return Wanted(Wish.ENTITY, Span(start + 1, max(cursor, start + 1 + len(word))), as_it_is)


def _in_object(text: str, start: int, cursor: int, end: int) -> Wanted | None:
    place = json_place(text, start, cursor, end)
    if place is None:
        return None
    if place.key is None:
        return Wanted(Wish.WORD, place.word, place.write, words=_ANNOTATION_KEYS)
    return Wanted(Wish.ENTITY, place.word, place.write) if place.key == "entity" else None

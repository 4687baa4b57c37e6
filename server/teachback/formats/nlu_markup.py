"""The annotation of entities in example messages: ``[Rome](city)``, ``[Rome](city:roma)``, ``[Rome]{"entity": …}``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import cast

from teachback.formats.names import Name
from teachback.formats.nlu_tree import Example, MarkedEntity
from teachback.formats.problems import Problem, Severity
from teachback.text.spans import Span

# The same language as R3:shared/nlu/training_data/entities_parser.py:ENTITY_REGEX, whose last form (several entities
# on one text) 1.x does not know.
_ANNOTATION = re.compile(
    r"\[(?P<text>[^\]]+?)\]"
    r"(?:\((?P<type>[^:)]+?)(?::(?P<value>[^)]+))?\)|\{(?P<object>[^}]+?)\}|\[(?P<objects>.*?)\])"
)
_OBJECT = re.compile(r"\{(?P<object>[^}]+?)\}")
_TYPE_KEY = re.compile(r'"entity"\s*:\s*"(?P<type>[^"\\]*)"')
# Looking for annotations takes quadratic time in the worst case, and nobody types a message as long as this.
LONGEST = 5_000
"""The most characters of a message that may have annotations."""
_TEXT_KEYS = ("role", "group")

_EXPECTED = (
    'Write the annotation as {"entity": "type", "role": "…", "group": "…", "value": "…"}, with "entity" at least.'
)


def read_example(text: str, span: Span) -> tuple[Example, tuple[Problem, ...]]:
    """The example message ``text``, which stands at ``span`` of its file, and what is wrong with its annotations.

    Spans of types are offsets in the file; ``MarkedEntity.within`` is an offset in ``Example.plain``. Where ``span`` is
    not as long as ``text`` (the file has escapes there), every place is the whole of ``span``. An annotation that is
    not valid JSON is a problem, as Rasa then reads none of the file (R3:shared/nlu/training_data/entities_parser.py:
    get_validated_dict); its text still counts.
    """
    if "[" not in text or len(text) > LONGEST:
        return Example(Name(text, span), text), ()
    plain: list[str] = []
    entities: list[MarkedEntity] = []
    problems: list[Problem] = []
    at = length = 0
    for match in _ANNOTATION.finditer(text):
        before, words = text[at : match.start()], match["text"]
        start = length + len(before)
        within = Span(start, start + len(words))
        plain += (before, words)
        at, length = match.end(), within.end
        for found in _entities(match, within, _Place(span, len(text))):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                entities.append(found)
    plain.append(text[at:])
    return Example(Name(text, span), "".join(plain), tuple(entities)), tuple(problems)


class _Place:
    """Turns offsets in an example into offsets in its file."""

    __slots__ = ("_exact", "_span")

    def __init__(self, span: Span, length: int) -> None:
        self._span = span
        self._exact = span.end - span.start == length

    def span(self, start: int, end: int) -> Span:
        return Span(self._span.start + start, self._span.start + end) if self._exact else self._span


def _entities(match: re.Match[str], within: Span, place: _Place) -> Iterator[MarkedEntity | Problem]:
    if match["type"] is not None:
        name = Name(match["type"], place.span(*match.span("type")))
        yield MarkedEntity(name, within, match["value"] or match["text"])
    elif match["object"] is not None:
        yield _from_object(match["object"], match.start("object"), match["text"], within, place)
    else:
        for inner in _OBJECT.finditer(match["objects"]):
            start = match.start("objects") + inner.start("object")
            yield _from_object(inner["object"], start, match["text"], within, place)


def _from_object(source: str, start: int, words: str, within: Span, place: _Place) -> MarkedEntity | Problem:
    """The entity of an annotation in JSON; ``source`` lacks the braces and begins at ``start`` of the example."""
    whole = place.span(start - 1, start + len(source) + 1)
    try:
        fields = cast("dict[str, object]", json.loads("{" + source + "}"))
    except (ValueError, RecursionError):
        return _refused(whole, f"The annotation {{{source}}} is not valid JSON. {_EXPECTED}")
    entity_type, value = fields.get("entity"), fields.get("value", words)
    if not isinstance(entity_type, str):
        return _refused(whole, f"The annotation {{{source}}} does not name an entity. {_EXPECTED}")
    if not isinstance(value, (str, int, float)) or not all(isinstance(fields.get(key, ""), str) for key in _TEXT_KEYS):
        return _refused(whole, f"The annotation {{{source}}} holds a value that is not a text. {_EXPECTED}")
    role, group = (cast("str | None", fields.get(key)) for key in _TEXT_KEYS)
    found = _TYPE_KEY.search(source)
    type_span = place.span(start + found.start("type"), start + found.end("type")) if found else whole
    return MarkedEntity(Name(entity_type, type_span), within, str(value), role, group)


def _refused(span: Span, message: str) -> Problem:
    return Problem("syntax", Severity.ERROR, span, message)

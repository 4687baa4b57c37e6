"""Messages that name their intent and entities themselves: ``inform{"city": "Rome"}``, with a slash before it when they
are sent (R1:core/interpreter.py:RegexInterpreter, R3:shared/core/training_data/story_reader/yaml_story_reader.py).
"""

from __future__ import annotations

from teachback.dialogue.transcript import Understanding
from teachback.dialogue.values import Value
from teachback.formats.inline_json import inline_json


def spelled_out(understood: Understanding) -> str:
    """The intent and its entities, without the slash.

    Entities of one type share a list, which reads as one entity an item; so does one whose value is itself a list.
    Roles and groups have no place here.
    """
    by_type: dict[str, list[Value]] = {}
    for mention in understood.mentions:
        by_type.setdefault(mention.type, []).append(mention.value)
    entities = inline_json({kind: _shared(values) for kind, values in by_type.items()}) if by_type else ""
    return f"{understood.intent}{entities}"


def _shared(values: list[Value]) -> Value:
    return values[0] if len(values) == 1 and not isinstance(values[0], tuple) else tuple(values)

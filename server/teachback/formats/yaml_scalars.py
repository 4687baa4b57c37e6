"""What a YAML text means: the core schema of YAML 1.2 in the shape that Rasa reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType
from types import MappingProxyType

from teachback.dialogue.values import Record, Value
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence

# ruamel.yaml's implicit resolvers for YAML 1.2, which Rasa sets (R1:utils/io.py, R3:shared/utils/io.py:YAML_VERSION).
# Dates, which ruamel also makes, stay text here: no slot, intent or parameter of Rasa's is one.
_WORDS: MappingType[str, bool | None] = MappingProxyType(
    {
        "": None,
        "~": None,
        "null": None,
        "Null": None,
        "NULL": None,
        "true": True,
        "True": True,
        "TRUE": True,
        "false": False,
        "False": False,
        "FALSE": False,
    }
)
_DIGITS = frozenset("0123456789+-.")
_INTEGER = re.compile(
    r"[-+]?(?:0b(?P<binary>[0-1_]+)|0o(?P<octal>[0-7_]+)|0x(?P<hex>[0-9a-fA-F_]+)|(?P<decimal>[0-9_]+))"
)
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
    r"|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_BASES = MappingProxyType({"binary": 2, "octal": 8, "hex": 16, "decimal": 10})
_LONGEST_NUMBER = 400


def resolve(scalar: Scalar) -> Value:
    """The value of a scalar: ``None``, a boolean, a number, or else its text.

    ``no``, ``on``, ``1:30`` and ``${HOME}`` are texts, ``012`` is 12, ``1e3`` is 1000.0.
    """
    return plain_value(scalar.text) if scalar.plain else scalar.text


def plain_value(text: str) -> Value:
    """The same of a text that stands there without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    # Numbers of many digits take quadratic time, and Python refuses them; nobody means one.
    if text[0] not in _DIGITS or len(text) > _LONGEST_NUMBER or not text.isascii():
        return text
    return _number(text)


def _number(text: str) -> Value:
    if found := _INTEGER.fullmatch(text):
        kind = str(found.lastgroup)
        digits = found[kind].replace("_", "")
        if digits:
            return int(digits, _BASES[kind]) * (-1 if text.startswith("-") else 1)
    if _FLOAT.fullmatch(text) and any(character.isalnum() for character in text):
        finite = text[-1].isdigit() or text[-1] in "._"
        return float(text.replace("_", "") if finite else text.replace(".", "", 1))
    return text


def to_value(node: Node) -> Value:
    """The value of a whole node. Keys become texts, as in JSON; of repeated keys the last one counts."""
    match node:
        case Scalar():
            return resolve(node)
        case Sequence():
            return tuple(to_value(item) for item in node.items)
        case Mapping():
            return Record(tuple({key_text(key): to_value(value) for key, value in node.entries}.items()))


def key_text(key: Node) -> str:
    """The text of a key; of a list or a mapping used as one, nothing."""
    return key.text if isinstance(key, Scalar) else ""


def is_null(node: Node | None) -> bool:
    """Whether nothing is written, or ``null``."""
    return node is None or (isinstance(node, Scalar) and resolve(node) is None)

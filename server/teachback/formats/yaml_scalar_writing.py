"""Values as YAML that Rasa reads back: plain where that is certain, in double quotes otherwise.

Rasa reads YAML 1.2, other tools read 1.1 (``no``, ``1:30``); a text that either takes for something else is quoted.
"""

from __future__ import annotations

import json
import re

from teachback.dialogue.values import Record, Value
from teachback.formats.yaml_scalars import plain_value

# Letters of any script, single words and sentences. What opens a comment, a mapping, an alias, a variable of the
# environment, or an escape (Rasa resolves `\u00e9` in ASCII files before it reads them), is not among them.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=<+.~")
_UNSAFE = re.compile(r"\\|\$\{|: |:$| #|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NOT_LITERAL = re.compile(r"^\s*$|\\|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NAME = re.compile(r"[A-Za-z_][\w./-]*")
# Words that readers of YAML 1.1 or 1.2 take for something else than text.
_RESERVED = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
# Numbers of any base, times and dates.
_LIKE_A_NUMBER = re.compile(r"\d[\d.,:_]*(?:[eE][-+]?\d*)?|0[xob][\da-fA-F_]*|\d{4}-\d\d?-\d\d?.*")

_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
# `\L` and `\P`; as `\u2028` Rasa would resolve them too early in an ASCII file, and the line would break.
_LINE_SEPARATORS = {"\u2028": r"\L", "\u2029": r"\P"}
_REPLACEMENT = "\ufffd"


def scalar(text: str) -> str:
    """A text on one line, as a value or a key in block style."""
    return text if is_plain(text) else quoted(text)


def scalar_anywhere(text: str) -> str:
    """A text on one line that may stand in brackets too: a name as it is, any other in double quotes."""
    bare = _NAME.fullmatch(text) and text.lower() not in _RESERVED
    return text if bare else quoted(text)


def value(given: Value) -> str:
    """Any value on one line; lists and objects in flow style."""
    match given:
        case str():
            return scalar(given)
        case tuple() | Record():
            return _flow(given)
        case _:
            return json.dumps(given) if given is None or isinstance(given, bool | int) else _float(given)


def quoted(text: str) -> str:
    """A text in double quotes. What no YAML can hold, half a surrogate pair say, becomes the replacement character."""
    return f'"{_ESCAPED.sub(lambda found: _escape(found[0]), text)}"'


def block_text(text: str) -> tuple[str, ...]:
    """A text of perhaps several lines in literal style: ``|-``, then its lines, which are to be indented; in double
    quotes where that style would not give the same text.
    """
    lines = text.split("\n")
    literal = text.strip() == text != "" and not any(_NOT_LITERAL.search(line) for line in lines)
    return ("|-", *lines) if literal else (quoted(text),)


def is_plain(text: str) -> bool:
    """Whether a text needs no quotes in block style."""
    return (
        text != ""
        and text == text.strip()
        and text[0] not in _INDICATORS
        and not _UNSAFE.search(text)
        and text.lower() not in _RESERVED
        and not _LIKE_A_NUMBER.fullmatch(text)
        and isinstance(plain_value(text), str)
    )


def _flow(given: Value) -> str:
    match given:
        case str():
            return quoted(given)
        case tuple():
            return f"[{', '.join(map(_flow, given))}]"
        case Record(items):
            return f"{{{', '.join(f'{quoted(key)}: {_flow(each)}' for key, each in items)}}}"
        case _:
            return value(given)


def _float(number: float) -> str:
    """YAML's words for what JSON has none for; an exponent needs no dot in YAML 1.2."""
    if number != number:  # noqa: PLR0124 - the one value that differs from itself
        return ".nan"
    if number in (float("inf"), float("-inf")):
        return "-.inf" if number < 0 else ".inf"
    return repr(number)


def _escape(character: str) -> str:
    code = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character in _LINE_SEPARATORS:
        return _LINE_SEPARATORS[character]
    if code < 0x100:  # noqa: PLR2004 - what `\x` can say
        return f"\\x{code:02x}"
    return "\\ufeff" if character == "\ufeff" else _REPLACEMENT

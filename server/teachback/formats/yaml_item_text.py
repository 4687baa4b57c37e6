"""Texts and nodes written as YAML, on one line."""

from __future__ import annotations

import json
import re

from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence

# The plain scalars that mean the same in brackets as outside of them.
_BARE = re.compile(r"[\w./][\w./ -]*")
_NAME = re.compile(r"[A-Za-z_][\w./-]*")
# Words that YAML 1.1 or 1.2 readers take for something else than text.
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
# What YAML does not print, and what it takes for a line end; JSON lets both stand.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def in_brackets(node: Node) -> str:
    """The node in flow style, such as ``{story: a, steps: [{intent: b}]}``."""
    match node:
        case Scalar():
            bare = node.style == "" and (not node.text or _BARE.fullmatch(node.text))
            return node.text if bare else quoted(node.text)
        case Mapping():
            return f"{{{', '.join(f'{in_brackets(key)}: {in_brackets(value)}' for key, value in node.entries)}}}"
        case Sequence():
            return f"[{', '.join(map(in_brackets, node.items))}]"


def scalar(text: str) -> str:
    """A name as it is; any other text, and a word that YAML takes for something else, in double quotes."""
    bare = _NAME.fullmatch(text) and text.lower() not in _RESERVED
    return text if bare else quoted(text)


def quoted(text: str) -> str:
    """A text as a double-quoted scalar on one line; letters of every script stay as they are."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))

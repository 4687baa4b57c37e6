"""Texts and nodes written as YAML, on one line."""

from __future__ import annotations

import re

from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalar_writing import quoted
from teachback.formats.yaml_scalars import resolve

# The plain scalars that mean the same in brackets as outside of them.
_BARE = re.compile(r"[\w./][\w./ -]*")
_NAME = re.compile(r"[A-Za-z_][\w./-]*")
# Words that YAML 1.1 or 1.2 readers take for something else than text.
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def in_brackets(node: Node) -> str:
    """The node in flow style, such as ``{story: a, steps: [{intent: b}]}``."""
    match node:
        case Scalar():
            bare = not isinstance(resolve(node), str) or (node.style == "" and _BARE.fullmatch(node.text))
            return node.text if bare else quoted(node.text)
        case Mapping():
            return f"{{{', '.join(f'{in_brackets(key)}: {in_brackets(value)}' for key, value in node.entries)}}}"
        case Sequence():
            return f"[{', '.join(map(in_brackets, node.items))}]"


def scalar(text: str) -> str:
    """A name as it is; any other text, and a word that YAML takes for something else, in double quotes: so it can stand
    in brackets too, unlike what ``yaml_scalar_writing.scalar`` writes.
    """
    bare = _NAME.fullmatch(text) and text.lower() not in _RESERVED
    return text if bare else quoted(text)

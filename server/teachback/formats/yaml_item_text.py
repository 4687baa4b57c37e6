"""Nodes written as YAML, on one line."""

from __future__ import annotations

import re

from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalar_writing import quoted
from teachback.formats.yaml_scalars import resolve

# The plain scalars that mean the same in brackets as outside of them.
_BARE = re.compile(r"[\w./][\w./ -]*")


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

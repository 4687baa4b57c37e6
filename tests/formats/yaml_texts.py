"""Texts that look like YAML, whole, broken and half-typed, for property tests."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence

_PIECES = (
    "stories:",
    "rules:",
    "nlu:",
    "intents:",
    "slots:",
    "responses:",
    "- story: a",
    "- rule: b",
    "steps:",
    "- intent: greet",
    "- action: utter_greet",
    "- or:",
    "- slot_was_set:",
    "- active_loop: null",
    "- checkpoint: c",
    "examples: |",
    '- [Rome](city) [x]{"entity": "y"}',
    "condition:",
    "- user: |-",
    "version: '9.0'",
    "a: &x [1, *x]",
    "b: *x",
    "<<: *x",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "\\u00e9",
    "!!str 1",
    "!ENV x",
    "---",
    "...",
    "%YAML 1.1",
    "# c",
    "é😀",
    "\ufeff",
    "\u2028",
    "\x85",
    "\x00",
    "\t",
    " ",
    "  ",
    "    ",
    "-",
    ":",
    ">",
    "|",
    "?",
    "\r",
    "\r\n",
    "\n",
    "\n",
    "\n",
)


def yaml_like() -> st.SearchStrategy[str]:
    """Arbitrary text, or pieces of Rasa files in any order with any line ends and indentation."""
    return st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))


def scalars(node: Node | None) -> Iterator[Scalar]:
    """Every scalar of a tree."""
    match node:
        case Scalar():
            yield node
        case Mapping():
            for key, value in node.entries:
                yield from scalars(key)
                yield from scalars(value)
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case None:
            return

"""YAML's merge key: ``<<: *defaults``."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.formats.problems import Problem, Severity
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalars import key_text

MERGE_KEY = "<<"
"""The key by which a mapping takes over the entries of others."""

Entries = tuple[tuple[Node, Node], ...]


def merged(entries: Entries) -> tuple[Entries, tuple[Problem, ...]]:
    """The entries of a mapping with those of each ``<<`` after them, except keys that the mapping has itself."""
    own = tuple((key, value) for key, value in entries if not _is_merge(key))
    known = {key_text(key) for key, _ in own}
    taken: list[tuple[Node, Node]] = []
    problems: list[Problem] = []
    for _, value in ((key, value) for key, value in entries if _is_merge(key)):
        for source in _sources(value):
            if not isinstance(source, Mapping):
                message = "Only a mapping, or a list of mappings, can be merged with “<<”; Rasa refuses the file."
                problems.append(Problem("syntax", Severity.ERROR, source.span, message))
                continue
            fresh = [(key, value) for key, value in source.entries if key_text(key) not in known]
            known |= {key_text(key) for key, _ in fresh}
            taken += fresh
    return own + tuple(taken), tuple(problems)


def _is_merge(key: Node) -> bool:
    return isinstance(key, Scalar) and key.plain and key.text == MERGE_KEY


def _sources(value: Node) -> Iterator[Node]:
    if isinstance(value, Sequence):
        yield from value.items
    else:
        yield value

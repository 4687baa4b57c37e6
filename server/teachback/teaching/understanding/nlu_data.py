"""What a model of understanding learns from, as data that is equal whenever the NLU files teach the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple, TypedDict, cast

FORMAT = 1
"""Grows with every change of what is looked at, of the training or of the file that holds a model."""


class Label(NamedTuple):
    """What a stretch of text is. Each role and each group of a type is learnt as something of its own."""

    type: str
    role: str | None = None
    group: str | None = None


class Mark(NamedTuple):
    """An entity of a sample; ``start`` and ``end`` count code points."""

    start: int
    end: int
    label: Label


class Sample(NamedTuple):
    """A message without annotations, and what it is an example of; its marks are in order."""

    text: str
    intent: str
    marks: tuple[Mark, ...] = ()


class Pattern(NamedTuple):
    """A regular expression of Python under its name."""

    name: str
    expression: str


class Table(NamedTuple):
    """A lookup table: its name and its items."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NluData:
    """``samples`` are sorted, each once. ``synonyms`` are pairs of a text in lower case and the value it stands for.

    ``entities`` are the types that a pattern or a table of that name may find by itself; see ``gathering``.
    """

    samples: tuple[Sample, ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()
    patterns: tuple[Pattern, ...] = ()
    tables: tuple[Table, ...] = ()
    entities: tuple[str, ...] = ()

    def to_json(self) -> str:
        """One line; the same text for the same data."""
        content = {
            "format": FORMAT,
            "samples": self.samples,
            "synonyms": self.synonyms,
            "patterns": self.patterns,
            "tables": self.tables,
            "entities": self.entities,
        }
        return json.dumps(content, ensure_ascii=True, separators=(",", ":"))

    def key(self) -> str:
        """What a trained model is kept under: the content, and the versions of what trains it."""
        return hashlib.sha256(f"{_library_versions()}\n{self.to_json()}".encode()).hexdigest()


class _Content(TypedDict):
    samples: list[tuple[str, str, list[tuple[int, int, list[str | None]]]]]
    synonyms: list[tuple[str, str]]
    patterns: list[tuple[str, str]]
    tables: list[tuple[str, list[str]]]
    entities: list[str]


def from_json(text: str | bytes) -> NluData:
    """What ``NluData.to_json`` made a line of; nobody else's text is meant to come here."""
    content = cast("_Content", json.loads(text))
    return NluData(
        tuple(
            Sample(said, intent, tuple(Mark(start, end, label_of(label)) for start, end, label in marks))
            for said, intent, marks in content["samples"]
        ),
        tuple((said, value) for said, value in content["synonyms"]),
        tuple(Pattern(name, expression) for name, expression in content["patterns"]),
        tuple(Table(name, tuple(items)) for name, items in content["tables"]),
        tuple(content["entities"]),
    )


def label_of(parts: list[str | None]) -> Label:
    """The label that was written as a list."""
    entity, role, group = parts
    return Label(entity or "", role, group)


def _library_versions() -> str:
    return ",".join(_version(library) for library in ("scikit-learn", "python-crfsuite"))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"

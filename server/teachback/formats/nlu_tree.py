"""NLU training data as written, as far as references and an embedded model need it."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.formats.names import Name
from teachback.formats.problems import Problem
from teachback.text.spans import Span


@dataclass(frozen=True, slots=True)
class MarkedEntity:
    """An annotation of an example: the entity's type, and the annotated text's span within ``Example.plain``."""

    type: Name
    within: Span
    value: str
    role: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """An example message: ``text`` as written, ``plain`` without annotations."""

    text: Name
    plain: str
    entities: tuple[MarkedEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class IntentExamples:
    """One ``## intent:`` section or ``- intent:`` item. ``name`` holds ``faq/ask`` whole."""

    name: Name
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class NluFile:
    """NLU data of a file. Synonyms, regexes and lookups are pairs of a name and its items.

    ``lookup_files`` are pairs of a name and the paths, as written, of files that hold its items, one a line (1.x).
    """

    intents: tuple[IntentExamples, ...] = ()
    synonyms: tuple[tuple[Name, tuple[str, ...]], ...] = ()
    regexes: tuple[tuple[Name, tuple[str, ...]], ...] = ()
    lookups: tuple[tuple[Name, tuple[str, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    lookup_files: tuple[tuple[Name, tuple[str, ...]], ...] = ()

"""The NLU data of a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.retrieval import base_of
from teachback.formats.nlu_tree import Example, NluFile
from teachback.project.snapshot import Snapshot
from teachback.teaching.understanding.nlu_data import Label, Mark, NluData, Pattern, Sample, Table

# The component of 2.x and 3.x that takes every match of a pattern or table for an entity.
_PATTERNS_DECIDE = "RegexEntityExtractor"
_MOST_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Gathered:
    """NLU data, and in words for the author what of it could not be had."""

    data: NluData
    problems: tuple[str, ...] = ()


def nlu_data_of(snapshot: Snapshot) -> Gathered:
    """All examples, synonyms, patterns and lookup tables on which Rasa would train.

    Examples of ``faq/ask`` count for the intent ``faq``, as in Rasa of either generation. The lookup files that 1.x
    names by their path are read, unless they lie outside the project.

    A pattern or table finds entities by itself only where the pipeline says so, or where nothing else could: no
    example marks an entity of that type.
    """
    files = [file.nlu for _, file in sorted(snapshot.files.items()) if file.trained and file.nlu is not None]
    samples = tuple(sorted(set(_samples(files)), key=_in_order))
    tables, problems = _tables(snapshot, files)
    patterns = tuple(Pattern(n.text, item) for file in files for n, items in file.regexes for item in items)
    marked = {mark.label.type for sample in samples for mark in sample.marks}
    decide = any(component.class_name == _PATTERNS_DECIDE for component in snapshot.config.pipeline)
    names = {*snapshot.domain.entities, *marked} if decide else {*snapshot.domain.entities} - marked
    synonyms = tuple(sorted(_synonyms(files, snapshot.dialect).items()))
    return Gathered(NluData(samples, synonyms, patterns, tables, tuple(sorted(names))), problems)


def _samples(files: Iterable[NluFile]) -> Iterator[Sample]:
    for file in files:
        for intent in file.intents:
            for example in intent.examples:
                if example.plain.strip():
                    marks = sorted(_marks(example), key=_place)
                    yield Sample(example.plain, base_of(intent.name.text), tuple(marks))


def _marks(example: Example) -> Iterator[Mark]:
    for entity in example.entities:
        label = Label(entity.type.text, entity.role, entity.group)
        yield Mark(entity.within.start, entity.within.end, label)


def _place(mark: Mark) -> tuple[int, int, str]:
    return mark.start, mark.end, repr(mark.label)  # roles that are None have no order of their own


def _in_order(sample: Sample) -> tuple[str, str, str]:
    return sample.text, sample.intent, repr(sample.marks)


def _synonyms(files: list[NluFile], dialect: Dialect) -> Mapping[str, str]:
    """R1, R3:nlu/extractors/entity_synonyms.py: examples win; in 3.x any case of a value stands for it."""
    found: dict[str, str] = {}
    for said, value in (*_listed_synonyms(files), *_marked_synonyms(files)):
        if said != value:
            found[said.lower()] = value
        if dialect is Dialect.RASA3:
            found.setdefault(value.lower(), value)
    return found


def _listed_synonyms(files: list[NluFile]) -> Iterator[tuple[str, str]]:
    for file in files:
        for name, items in file.synonyms:
            for item in items:
                yield item, name.text


def _marked_synonyms(files: list[NluFile]) -> Iterator[tuple[str, str]]:
    for file in files:
        for intent in file.intents:
            for example in intent.examples:
                for entity in example.entities:
                    yield entity.within.text_in(example.plain), entity.value


def _tables(snapshot: Snapshot, files: list[NluFile]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    problems: list[str] = []
    items: dict[str, dict[str, None]] = {}
    for file in files:
        for name, listed in file.lookups:
            items.setdefault(name.text, {}).update(dict.fromkeys(listed))
        for name, paths in file.lookup_files:
            for path in paths:
                found = _lookup_file(snapshot.root, path, problems)
                items.setdefault(name.text, {}).update(dict.fromkeys(found))
    return tuple(Table(name, tuple(found)) for name, found in items.items()), tuple(problems)


def _lookup_file(root: Path, path: str, problems: list[str]) -> tuple[str, ...]:
    """The lines of a lookup file; paths count from the project's folder, where Rasa is started."""
    try:
        file = (root / path).resolve()
        if not file.is_relative_to(root.resolve()):
            problems.append(f"The lookup file `{path}` lies outside the project and is not read. Move it into it.")
            return ()
        if not file.is_file() or file.stat().st_size > _MOST_BYTES:
            problems.append(f"The lookup file `{path}` is not there, or too large to be read. Correct its path.")
            return ()
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as problem:
        problems.append(f"The lookup file `{path}` cannot be read: {problem}.")
        return ()
    return tuple(line.strip() for line in lines if line.strip())

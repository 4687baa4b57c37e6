"""Examples added to NLU training data, in both notations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum

from teachback.formats import nlu_markdown_additions, nlu_yaml_additions
from teachback.formats.nlu_markdown import is_nlu_markdown, read_nlu_markdown
from teachback.formats.nlu_tree import Example, NluFile
from teachback.formats.nlu_yaml import read_nlu
from teachback.formats.problems import Severity
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import Edit, apply_edits
from teachback.text.insertions import joined_insertions


class NluFormat(Enum):
    """The notation of NLU data."""

    MARKDOWN = "markdown"
    YAML = "yaml"


@dataclass(frozen=True, slots=True)
class NewExample:
    """An example message for an intent, on one line, entities marked as ``nlu_markup_writing.annotated`` does."""

    intent: str
    text: str


def add_examples(text: str, nlu_format: NluFormat, examples: Sequence[NewExample], version: str) -> tuple[Edit, ...]:
    """The edits that put each example behind the last one of its intent, all else staying byte for byte.

    An intent that the file does not have gets a section of its own behind all others. ``version`` is for a YAML file
    that holds nothing yet. Raises ``ValueError`` with the reason where a reader would not find exactly these examples
    there, beside all that was there before.
    """
    before = _read(text, nlu_format)
    edits: list[Edit] = []
    sections: list[str] = []
    for intent in dict.fromkeys(example.intent for example in examples):
        lines = [example.text for example in examples if example.intent == intent]
        found = _to_section(text, nlu_format, intent, lines)
        if found is None:
            sections.append(_new_section(text, nlu_format, intent, lines))
        else:
            edits += found
    if sections:
        edits += _with_sections(text, nlu_format, sections, version)
    joined = joined_insertions(edits)
    _verify(before, apply_edits(text, joined), nlu_format, examples)
    return joined


def new_nlu_file(nlu_format: NluFormat, examples: Sequence[NewExample], version: str) -> str:
    """The text of a new file with some examples. Raises ``ValueError`` where a reader would not find them."""
    return apply_edits("", add_examples("", nlu_format, examples, version))


def says(example: Example) -> Hashable:
    """Equal for examples that say the same with the same entities, however they are written."""
    entities = ((each.within, each.type.text, each.value, each.role, each.group) for each in example.entities)
    return (example.plain, tuple(entities))


def _to_section(text: str, nlu_format: NluFormat, intent: str, lines: Sequence[str]) -> tuple[Edit, ...] | None:
    if nlu_format is NluFormat.MARKDOWN:
        return nlu_markdown_additions.to_section(text, intent, lines)
    return nlu_yaml_additions.to_section(text, intent, lines)


def _new_section(text: str, nlu_format: NluFormat, intent: str, lines: Sequence[str]) -> str:
    if nlu_format is NluFormat.MARKDOWN:
        return nlu_markdown_additions.new_section(text, intent, lines)
    return nlu_yaml_additions.new_section(intent, lines)


def _with_sections(text: str, nlu_format: NluFormat, sections: Sequence[str], version: str) -> tuple[Edit, ...]:
    if nlu_format is NluFormat.MARKDOWN:
        return nlu_markdown_additions.with_sections(text, sections)
    return nlu_yaml_additions.with_sections(text, sections, version)


def _read(text: str, nlu_format: NluFormat) -> NluFile:
    read = read_nlu_markdown(text) if nlu_format is NluFormat.MARKDOWN else read_nlu(parse_yaml(text), text)
    if read.broken:
        errors = (problem.message for problem in read.problems if problem.severity is Severity.ERROR)
        raise ValueError(f"Rasa would refuse the file: {next(errors, 'it is not valid YAML.')}")
    return read


def _verify(before: NluFile, text: str, nlu_format: NluFormat, added: Sequence[NewExample]) -> None:
    after = _read(text, nlu_format)
    told = Counter(_told(before))
    told.update((example.intent, example.text) for example in added)
    if Counter(_told(after)) != told or _tables(after) != _tables(before):
        raise ValueError("Rasa would not find the examples there: a comment may hide them, or the version of the file")
    if nlu_format is NluFormat.MARKDOWN and not is_nlu_markdown(text):
        raise ValueError("Rasa would not take the file for NLU data")


def _told(file: NluFile) -> list[tuple[str, str]]:
    return [(intent.name.text, example.text.text) for intent in file.intents for example in intent.examples]


def _tables(file: NluFile) -> Hashable:
    """Everything else, without places."""
    kinds = (file.synonyms, file.regexes, file.lookups)
    return tuple(tuple((name.text, items) for name, items in kind) for kind in kinds)

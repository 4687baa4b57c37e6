"""Stories, examples and names added to the files of real projects: all that was there stays, and nothing else comes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from teachback.dialogue.dialect import Dialect
from teachback.formats.domain_edits import add_names
from teachback.formats.domain_items import NewName
from teachback.formats.domain_tree import Section
from teachback.formats.domain_yaml import is_domain_yaml, read_domain
from teachback.formats.nlu_additions import NewExample, NluFormat, add_examples
from teachback.formats.nlu_markdown import is_nlu_markdown, read_nlu_markdown
from teachback.formats.nlu_tree import NluFile
from teachback.formats.nlu_yaml import is_nlu_yaml, read_nlu
from teachback.formats.story_additions import append_stories
from teachback.formats.story_markdown import is_story_markdown, read_story_markdown
from teachback.formats.story_tree import StoryFormat
from teachback.formats.story_yaml import is_story_yaml, read_stories
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.document import decode
from teachback.text.edits import Edit, apply_edits

CORPUS = Path(os.environ.get("TEACHBACK_CORPUS", "corpus"))
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus here; name its folder in TEACHBACK_CORPUS")

MARKDOWN = "## taught\n* greet\n    - utter_greet\n"
YAML = "- story: taught\n  steps:\n  - intent: greet\n  - action: utter_greet\n"
NAMES = tuple(NewName(section, f"taught_{section.value}", "Two\nlines: yes") for section in Section)


def texts(*suffixes: str) -> Iterator[str]:
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix in suffixes and path.is_file():
            document = decode(path.read_bytes())
            if document.undecodable is None:
                yield document.text


def test_every_story_file_takes_a_story() -> None:
    for text in texts(".md"):
        if is_story_markdown(text) and not read_story_markdown(text).broken:
            only_inserted(append_stories(text, StoryFormat.MARKDOWN, [MARKDOWN], "3.1"))
    for text in texts(".yml", ".yaml"):
        yaml = parse_yaml(text)
        if is_story_yaml(yaml) and not read_stories(yaml, text).broken:
            append_stories(text, StoryFormat.YAML, [YAML], "3.1")


def test_every_nlu_file_takes_examples() -> None:
    for text in texts(".md"):
        if is_nlu_markdown(text) and not (nlu := read_nlu_markdown(text)).broken:
            only_inserted(add_examples(text, NluFormat.MARKDOWN, examples(nlu), "1"))
    for text in texts(".yml", ".yaml"):
        yaml = parse_yaml(text)
        if is_nlu_yaml(yaml) and not (nlu := read_nlu(yaml, text)).broken:
            add_examples(text, NluFormat.YAML, examples(nlu), "3.1")


def examples(nlu: NluFile) -> list[NewExample]:
    """One for the first and the last intent of a file, and one for an intent that it does not have."""
    intents = [each.name.text for each in nlu.intents]
    return [NewExample(intent, "taught [x](y)") for intent in dict.fromkeys([*intents[:1], *intents[-1:], "taught"])]


def only_inserted(edits: tuple[Edit, ...]) -> None:
    assert all(edit.span.start == edit.span.end for edit in edits)


@pytest.mark.parametrize("dialect", Dialect)
def test_every_domain_takes_names(dialect: Dialect) -> None:
    for text in texts(".yml", ".yaml"):
        yaml = parse_yaml(text)
        domain = read_domain(yaml, text)
        if yaml.broken or not is_domain_yaml(yaml) or domain.problems:
            continue
        edits = add_names(text, domain, NAMES, dialect)
        if edits is not None:
            only_inserted(edits)
            after = apply_edits(text, edits)
            assert not parse_yaml(after).broken
            assert len(read_domain(parse_yaml(after), after).responses) == len(domain.responses) + 1

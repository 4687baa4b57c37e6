"""Real projects, when a folder of them is named by TEACHBACK_CORPUS: what Rasa trains on shows no error."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from teachback.formats.domain_yaml import read_domain
from teachback.formats.nlu_yaml import read_nlu
from teachback.formats.problems import Severity
from teachback.formats.story_yaml import read_stories
from teachback.formats.story_yaml_block import BlockReader
from teachback.formats.story_yaml_blocks import read_story_blocks
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.document import decode

CORPUS = Path(os.environ.get("TEACHBACK_CORPUS", "corpus"))
VERDICTS = CORPUS.parent / f"{CORPUS.name}-verdicts"
READERS = {"stories": read_stories, "domain": read_domain}


def trained_files() -> Iterator[tuple[str, Path]]:
    """Every YAML story and domain file that real Rasa 2.x or 3.x read without an error."""
    for path in sorted(VERDICTS.glob("*.json")):
        verdict = json.loads(path.read_text("utf-8"))
        if verdict["rasa"].startswith("1."):
            continue
        for kind in READERS:
            if verdict["load"][kind] == "ok":
                for name in verdict["inputs"][kind]:
                    yield kind, CORPUS / verdict["project"] / name


def errors(kind: str, text: str) -> list[str]:
    yaml = parse_yaml(text)
    problems = [*yaml.problems, *READERS[kind](yaml, text).problems, *read_nlu(yaml, text).problems]
    if kind == "stories":
        problems += [problem for placed in read_stories(yaml, text).stories for problem in placed.story.problems]
    return [problem.message for problem in problems if problem.severity is Severity.ERROR]


@pytest.mark.slow
@pytest.mark.skipif(not VERDICTS.is_dir(), reason="no corpus here; name its folder in TEACHBACK_CORPUS")
def test_what_rasa_trains_on_shows_no_error() -> None:
    files = [(kind, path) for kind, path in trained_files() if path.suffix in (".yml", ".yaml") and path.is_file()]
    assert len(files) > 100
    found = {str(path): errors(kind, path.read_text("utf-8-sig")) for kind, path in files}
    assert {path: messages for path, messages in found.items() if messages} == {}


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus here; name its folder in TEACHBACK_CORPUS")
def test_files_read_by_blocks_say_what_their_tree_says() -> None:
    reader = BlockReader()
    files = [path for path in sorted(CORPUS.rglob("*.y*ml")) if path.is_file()]
    by_blocks = 0
    for path in files:
        text = decode(path.read_bytes()).text
        read = read_story_blocks(text, reader.read)
        if read is not None:
            by_blocks += 1
            yaml = parse_yaml(text)
            assert (read.stories, read.yaml_problems) == (read_stories(yaml, text), yaml.problems), path
    assert by_blocks > 100

"""Markdown stories and NLU data of real projects, with what real Rasa said of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from formats.rasa_steps import rasa_steps
from teachback.formats.nlu_markdown import is_nlu_markdown, read_nlu_markdown
from teachback.formats.problems import Severity
from teachback.formats.story_markdown import is_story_markdown, read_story_markdown
from teachback.text.document import decode

CORPUS = Path(os.environ.get("TEACHBACK_CORPUS", "corpus"))
VERDICTS = CORPUS.parent / f"{CORPUS.name}-verdicts"

pytestmark = pytest.mark.skipif(not VERDICTS.is_dir(), reason="no corpus here; name its folder in TEACHBACK_CORPUS")


def loaded_by_rasa() -> list[Any]:
    """The projects and fixtures whose Markdown stories Rasa 1.10 or 2.8 loaded."""
    said = [(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(VERDICTS.glob("*.json"))]
    return [
        pytest.param(verdict, id=name)
        for name, verdict in said
        if str(verdict["load"]["stories"]).startswith("ok")
        and any(story.endswith(".md") for story in verdict["inputs"]["stories"])
    ]


@pytest.mark.parametrize("verdict", loaded_by_rasa())
def test_no_error_in_stories_that_rasa_loads(verdict: dict[str, Any]) -> None:
    paths = [CORPUS / verdict["project"] / name for name in verdict["inputs"]["stories"] if name.endswith(".md")]
    texts = [decode(path.read_bytes()).text for path in paths]
    assert all(is_story_markdown(text) for text in texts)
    files = [read_story_markdown(text) for text in texts]
    assert not any(file.broken for file in files)
    if verdict["rasa"].startswith("1."):
        assert len(rasa_steps(files)) == verdict["n_steps"]


def test_every_span_of_nlu_data_holds_its_name() -> None:
    for path in sorted(CORPUS.rglob("*.md")):
        text = decode(path.read_bytes()).text
        if not is_nlu_markdown(text):
            continue
        file = read_nlu_markdown(text)
        assert file.broken == any(problem.severity is Severity.ERROR for problem in file.problems)
        for intent in file.intents:
            assert intent.name.span.text_in(text) == intent.name.text
            for example in intent.examples:
                assert example.text.span.text_in(text) == example.text.text

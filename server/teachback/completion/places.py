"""What is wanted at a place of any file that Teachback reads."""

from __future__ import annotations

from pathlib import PurePath

from teachback.completion.markdown_stories import wanted_in_story
from teachback.completion.nlu_examples import wanted_in_nlu_markdown
from teachback.completion.wanted import Wanted
from teachback.completion.yaml_stories import wanted_in_yaml
from teachback.formats.markdown_lines import COMMENT_END, COMMENT_START
from teachback.formats.nlu_markdown import is_nlu_markdown
from teachback.formats.story_markdown import has_story_lines
from teachback.text.document import Document


def wanted_at(path: str, document: Document, cursor: int) -> Wanted | None:
    """What is wanted at a code-point offset of a document; ``None`` where Teachback has nothing to offer.

    Only the text decides, and of it mostly the line of the cursor: it may be one that no reader understands yet.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix in (".yml", ".yaml"):
        return wanted_in_yaml(document.text, document.lines, cursor)
    return _wanted_in_markdown(document, cursor) if suffix == ".md" else None


def _wanted_in_markdown(document: Document, cursor: int) -> Wanted | None:
    text = document.text
    line = document.lines.line_span(document.lines.line_of(cursor))
    if cursor > line.end or text.rfind(COMMENT_START, 0, cursor) > text.rfind(COMMENT_END, 0, cursor):
        return None
    if is_nlu_markdown(text):
        return wanted_in_nlu_markdown(text, line, cursor)
    return wanted_in_story(text, line, cursor) if has_story_lines(text) else None

"""Story Markdown of Rasa 1.x.

Source: R1:core/training/dsl.py (``StoryFileReader``), and R1:data.py with R1:nlu/training_data/loading.py for the kind
of a file. Where Rasa gives up the file, this reader says so and goes on with the next line.
"""

from __future__ import annotations

import re
from dataclasses import replace

from teachback.formats.markdown_blocks import block_starts
from teachback.formats.markdown_known_lines import KnownLines
from teachback.formats.markdown_preamble import problems_before_stories
from teachback.formats.markdown_rereading import ReadBefore, read_changed_blocks
from teachback.formats.markdown_story import read_blocks
from teachback.formats.nlu_markdown import is_nlu_markdown
from teachback.formats.problems import Severity
from teachback.formats.story_tree import StoryFile, StoryFormat

_STORY_LINE = re.compile(r"##[^\r\n]")
_NEXT_LINE_IS_EVENT = re.compile(r".*\n\s*-")


def is_story_markdown(text: str) -> bool:
    """Whether Rasa 1.10 takes a ``.md`` file for stories: some line has ``##`` and more, and it is nothing else."""
    return has_story_lines(text) and not is_nlu_markdown(text)


def has_story_lines(text: str) -> bool:
    """Whether Rasa 1.10 takes a ``.md`` file that holds no NLU data for stories."""
    return _STORY_LINE.search(text) is not None and not is_response_markdown(text)


def is_response_markdown(text: str) -> bool:
    r"""Whether Rasa 1.10 takes a ``.md`` file for the responses of a retrieval action.

    It does so where a user line right after a header, or one further down with no colon in between, has a ``/`` and an
    event line after it. One search in linear time, from one ``/`` to the next, does what Rasa's expression does:
    ``##\s*.*\n\*[^:]*\/.*\n\s*\t*\-``.
    """
    if "/" not in text:
        return False
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    slash, at, after_header = text.find("/"), 0, False
    while slash >= 0:
        colon = text.rfind(":", at, slash)
        after_header = (after_header and colon < 0) or _begins_after_header(text, max(at, colon + 1), slash)
        at = slash + 1
        if after_header and _NEXT_LINE_IS_EVENT.match(text, at):
            return True
        line_end = text.find("\n", at)
        if line_end < 0:
            return False
        slash = text.find("/", line_end if after_header else at)
    return False


def _begins_after_header(text: str, start: int, end: int) -> bool:
    """Whether some user line that begins in a part of the text comes right after a header."""
    found = text.find("\n*", start, end)
    while found >= 0:
        if _header_ends_at(text, found):
            return True
        found = text.find("\n*", found + 1, end)
    return False


def _header_ends_at(text: str, end: int) -> bool:
    """Whether the line that ends at ``end`` has ``##``, or only blanks and one other line lie between it and ``##``."""
    line_start = text.rfind("\n", 0, end) + 1
    before = line_start
    while before and text[before - 1].isspace():
        before -= 1
    return "##" in text[line_start:end] or text.endswith("##", 0, before)


def read_story_markdown(text: str, known: KnownLines | None = None, before: ReadBefore | None = None) -> StoryFile:
    """All stories of a Markdown file, whatever the text.

    A caller with many files passes what is ``known`` of their lines from one to the next. With ``before``, what the
    file was, only the blocks that changed are read, and all others are the same objects. ``broken`` says that Rasa
    would refuse the file; every line that can be read is in the stories all the same.
    """
    known = KnownLines() if known is None else known
    if before is None:
        stories = tuple(read_blocks(text, tuple(block_starts(text)), len(text), known))
    else:
        stories = read_changed_blocks(text, known, before)
    problems = problems_before_stories(text[: stories[0].offset] if stories else text)
    file = StoryFile(StoryFormat.MARKDOWN, stories, problems)
    found = (*problems, *(problem for placed in file.faulty for problem in placed.story.problems))
    return replace(file, broken=True) if any(problem.severity is Severity.ERROR for problem in found) else file

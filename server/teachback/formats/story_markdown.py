"""Story Markdown of Rasa 1.x.

Source: R1:core/training/dsl.py (``StoryFileReader``), and R1:data.py with R1:nlu/training_data/loading.py for the kind
of a file. Where Rasa gives up the file, this reader says so and goes on with the next line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from teachback.formats.markdown_blocks import block_starts
from teachback.formats.markdown_lines import FILLED_LINE, Line, clean
from teachback.formats.markdown_prefix import prefix_end
from teachback.formats.markdown_reading import Reading
from teachback.formats.markdown_story import read_block
from teachback.formats.nlu_markdown import is_nlu_markdown
from teachback.formats.problems import Problem, Severity
from teachback.formats.story_tree import PlacedStory, Story, StoryFile, StoryFormat
from teachback.text.spans import Span

__all__ = ["is_response_markdown", "is_story_markdown", "read_block", "read_story_markdown"]

_STORY_LINE = re.compile(r"##[^\r\n]")
_RESPONSE_TOKEN = re.compile(r"[:/]|\n\*")
_NEXT_LINE_IS_EVENT = re.compile(r".*\n\s*-")


def is_story_markdown(text: str) -> bool:
    """Whether Rasa 1.10 takes a ``.md`` file for stories: some line has ``##`` and more, and it is nothing else."""
    return _STORY_LINE.search(text) is not None and not is_nlu_markdown(text) and not is_response_markdown(text)


def is_response_markdown(text: str) -> bool:
    r"""Whether Rasa 1.10 takes a ``.md`` file for the responses of a retrieval action.

    It does so where a user line right after a header, or one further down with no colon in between, has a ``/`` and an
    event line after it. One search in linear time does what Rasa's expression does:
    ``##\s*.*\n\*[^:]*\/.*\n\s*\t*\-``.
    """
    if "/" not in text:
        return False
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    after_header = False
    tried = 0
    for token in _RESPONSE_TOKEN.finditer(text):
        if token[0] == ":":
            after_header = False
        elif token[0] != "/":
            after_header = after_header or _header_ends_at(text, token.start())
        elif after_header and token.start() >= tried:
            if _NEXT_LINE_IS_EVENT.match(text, token.end()):
                return True
            tried = text.find("\n", token.end())
            if tried < 0:
                return False
    return False


def _header_ends_at(text: str, end: int) -> bool:
    """Whether the line that ends at ``end`` has ``##``, or only blanks and one other line lie between it and ``##``."""
    line_start = text.rfind("\n", 0, end) + 1
    before = line_start
    while before and text[before - 1].isspace():
        before -= 1
    return "##" in text[line_start:end] or text.endswith("##", 0, before)


def read_story_markdown(text: str, read_block: Callable[[str], Story] = read_block) -> StoryFile:
    """All stories of a Markdown file, whatever the text.

    ``read_block`` reads one block of text; a caller may put a cache around it, as equal blocks give equal stories.
    ``broken`` says that Rasa would refuse the file; every line that can be read is in the stories all the same.
    """
    starts = block_starts(text)
    stories = tuple(PlacedStory(read_block(text[start:end]), start) for start, end in pairwise((*starts, len(text))))
    problems = _before_stories(text[: starts[0]] if starts else text)
    found = (*problems, *(problem for placed in stories for problem in placed.story.problems))
    refused = any(problem.severity is Severity.ERROR for problem in found)
    return StoryFile(StoryFormat.MARKDOWN, stories, problems, refused)


def _before_stories(text: str) -> tuple[Problem, ...]:
    """The problems of the text before the first header, where nothing but comments may stand."""
    reading = Reading()
    misplaced: Line | None = None
    for match in FILLED_LINE.finditer(text):
        line = clean(match[0], match.start())
        if not reading.takes(line):
            continue
        if line.text[0] not in "*->":
            reading.skip(line)
        elif not prefix_end(line):
            misplaced = misplaced or line
    reading.end()
    if misplaced:
        reading.problems.append(_misplaced(misplaced.whole()))
    return tuple(reading.problems)


def _misplaced(span: Span) -> Problem:
    message = (
        "This stands before the first story, so Rasa refuses the whole file. Write a header such as `## name` first."
    )
    return Problem("syntax", Severity.ERROR, span, message)

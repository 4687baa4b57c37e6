"""The lines in which stories begin, after an edit."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from teachback.formats.names import Name
from teachback.formats.story_tree import PlacedStory, Story, StoryFile, StoryFormat, StoryKind
from teachback.project.sources import SourceFile
from teachback.project.story_lines import story_lines, story_lines_after
from teachback.text.document import Document
from teachback.text.spans import Span

STORY = Story(StoryKind.STORY, Name("", Span(0, 0)), Span(0, 0), Span(0, 0), (), (), ())

texts = st.lists(st.sampled_from(["#", "a", "\n", "\r", "\r\n", "\u2028"]), max_size=20).map("".join)


def file(text: str) -> SourceFile:
    """A file in which a story begins at each ``#``."""
    stories = tuple(PlacedStory(STORY, match.start()) for match in re.finditer("#", text))
    return SourceFile("/a.md", Document(text), stories=StoryFile(StoryFormat.MARKDOWN, stories))


@given(start=texts, gone=texts, fresh=texts, end=texts)
def test_an_edit_gives_the_lines_that_looking_at_all_stories_does(start: str, gone: str, fresh: str, end: str) -> None:
    before, now = file(start + gone + end), file(start + fresh + end)
    assert story_lines_after(before, story_lines(before), now) == story_lines(now)


@given(some=texts, others=texts, hidden=st.integers(0, 3))
def test_other_stories_in_the_same_text_are_looked_at(some: str, others: str, hidden: int) -> None:
    """Whether a block begins may hang on what stands above it, such as a comment that was opened."""
    before, now = file(some), file(others + some)
    assert now.stories is not None
    now = SourceFile("/a.md", now.document, stories=StoryFile(StoryFormat.MARKDOWN, now.stories.stories[hidden:]))
    assert story_lines_after(before, story_lines(before), now) == story_lines(now)

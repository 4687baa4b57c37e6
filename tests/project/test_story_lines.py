"""The lines in which stories begin, after an edit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import compress, repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachback.formats.names import Name
from teachback.formats.story_tree import PlacedStory, Story, StoryFile, StoryFormat, StoryKind
from teachback.project.sources import SourceFile
from teachback.project.story_lines import story_lines, story_lines_after
from teachback.text.document import Document
from teachback.text.positions import LineIndex
from teachback.text.spans import Span

STORY = Story(StoryKind.STORY, Name("", Span(0, 0)), Span(0, 0), Span(0, 0), (), (), ())

texts = st.lists(st.sampled_from(["#", "a", "\n", "\r", "\r\n", "\u2028"]), max_size=20).map("".join)


def file(text: str) -> SourceFile:
    """A file in which a story begins at each ``#``, and, which is harder than any real one, at each line feed."""
    stories = tuple(PlacedStory(STORY, match.start()) for match in re.finditer("[#\n]", text))
    return SourceFile("/a.md", Document(text), stories=StoryFile(StoryFormat.MARKDOWN, stories))


@settings(max_examples=500)
@given(start=texts, gone=texts, fresh=texts, end=texts)
def test_an_edit_gives_the_lines_that_looking_at_all_stories_does(start: str, gone: str, fresh: str, end: str) -> None:
    before, now = file(start + gone + end), file(start + fresh + end)
    assert story_lines_after(before, story_lines(before), now) == story_lines(now)


@settings(max_examples=500)
@given(some=texts, others=texts, begins=st.lists(st.booleans(), max_size=20))
def test_other_stories_in_the_same_text_are_looked_at(some: str, others: str, begins: list[bool]) -> None:
    """Whether a block begins may hang on what stands above it, such as a comment that was opened."""
    before, now = file(some), file(others + some)
    stories = tuple(compress(now.placed_stories(), [*begins, *repeat(True, len(others + some))]))
    now = SourceFile("/a.md", now.document, stories=StoryFile(StoryFormat.MARKDOWN, stories))
    assert story_lines_after(before, story_lines(before), now) == story_lines(now)


def test_a_letter_costs_the_stories_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before, now = file("# a\n" * 100), file("# a\n" * 50 + "# aa\n" + "# a\n" * 49)
    known = story_lines(before)
    looked_at: list[int] = []
    lines_of = LineIndex.lines_of

    def counted(index: LineIndex, offsets: Iterable[int]) -> list[int]:
        wanted = list(offsets)
        looked_at.extend(wanted)
        return lines_of(index, wanted)

    monkeypatch.setattr(LineIndex, "lines_of", counted)
    story_lines_after(before, known, now)
    assert 0 < len(looked_at) <= 4

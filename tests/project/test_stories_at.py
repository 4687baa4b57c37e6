"""The stories at a place of a file."""

from __future__ import annotations

import pytest

from teachback.formats.story_markdown import read_story_markdown
from teachback.project.sources import SourceFile
from teachback.text.document import Document
from teachback.text.spans import Span

TEXT = "<!-- x -->\n## a\n* x\n## b\n* y\n## c\n"


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        (0, 0, ""),
        (TEXT.index("## a"), TEXT.index("## a"), "a"),
        (TEXT.index("* x"), TEXT.index("* x"), "a"),
        (TEXT.index("## b"), TEXT.index("## b"), "ab"),
        (TEXT.index("* x"), TEXT.index("* y"), "ab"),
        (0, len(TEXT), "abc"),
        (len(TEXT), len(TEXT), "c"),
    ],
)
def test_the_stories_whose_blocks_touch_a_place(start: int, end: int, names: str) -> None:
    file = SourceFile("a.md", Document(TEXT), stories=read_story_markdown(TEXT))
    found = list(file.stories_at(Span(start, end)))
    assert [placed.story.name.text for _, placed in found] == list(names)
    assert all(file.placed_stories()[index] is placed for index, placed in found)

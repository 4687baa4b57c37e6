"""What holds of story Markdown for any text at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from random import Random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.markdown_texts import markdown_like, story_files
from teachback.formats.markdown_known_lines import KnownLines
from teachback.formats.markdown_rereading import ReadBefore
from teachback.formats.markdown_story import read_block
from teachback.formats.names import Name
from teachback.formats.story_markdown import is_response_markdown, is_story_markdown, read_story_markdown
from teachback.formats.story_tree import PlacedStory, Story
from teachback.text.spans import Span


def parts_of(value: object) -> Iterator[object]:
    """Every value inside a tree, the tree included; of a story, its steps as they lie in it."""
    yield value
    if isinstance(value, Story):
        inner = (value.name, value.span, value.header, value.steps, value.problems, value.conditions)
    elif isinstance(value, tuple):
        inner = cast("tuple[object, ...]", value)
    else:
        inner = tuple(getattr(value, field.name) for field in fields(value)) if is_dataclass(value) else ()
    for part in inner:
        yield from parts_of(part)


def spans_in(tree: object) -> list[Span]:
    return [part for part in parts_of(tree) if isinstance(part, Span)]


@given(markdown_like)
def test_any_text_gives_a_tree_with_all_spans_inside_their_blocks(text: str) -> None:
    file = read_story_markdown(text)
    bounds = [*(placed.offset for placed in file.stories), len(text)]
    assert bounds[:-1] == sorted(set(bounds[:-1]))
    assert all(0 <= span.start <= span.end <= bounds[0] for span in spans_in(file.problems))
    for placed, end in zip(file.stories, bounds[1:], strict=True):
        for span in spans_in(placed.story):
            assert 0 <= span.start <= span.end <= end - placed.offset
        assert all(placed.story.span.start <= step.span.start for step in placed.story.steps)


@given(markdown_like)
def test_steps_come_in_order_each_on_one_line(text: str) -> None:
    for placed in read_story_markdown(text).stories:
        at = placed.story.header.end
        for step in placed.story.steps:
            assert at <= step.span.start < step.span.end
            at = step.span.end
            assert not re.search(r"[\r\n]", step.span.shifted(placed.offset).text_in(text))


@given(markdown_like, markdown_like)
def test_a_block_stands_for_itself_wherever_it_lies(text: str, below: str) -> None:
    """What makes it right to read changed blocks alone: the text around a block changes nothing in it."""
    file = read_story_markdown(f"{text}\n## last\n{below}")
    bounds = [*(placed.offset for placed in file.stories), len(text) + 9 + len(below)]
    for placed, end in zip(file.stories, bounds[1:], strict=True):
        block = f"{text}\n## last\n{below}"[placed.offset : end]
        assert read_story_markdown(block).stories == (PlacedStory(placed.story, 0),)


@given(st.lists(markdown_like, max_size=4))
def test_lines_that_are_known_read_as_new_ones(texts: list[str]) -> None:
    known = KnownLines()
    assert [read_story_markdown(text, known) for text in texts] == [read_story_markdown(text) for text in texts]


@given(st.lists(markdown_like, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_after_edits_a_file_reads_as_if_it_were_new(texts: list[str], random: Random) -> None:
    """The edits put a part of another text in the place of a part of the present one."""
    known = KnownLines()
    text, file = texts[0], read_story_markdown(texts[0], known)
    for other in texts:
        start, end = sorted(random.choices(range(len(text) + 1), k=2))
        begin, stop = sorted(random.choices(range(len(other) + 1), k=2))
        edited = text[:start] + other[begin:stop] + text[end:]
        file = read_story_markdown(edited, known, ReadBefore(text, file.stories))
        assert file == read_story_markdown(edited)
        text = edited


@given(story_files)
def test_lines_say_the_same_one_by_one(text: str) -> None:
    """With a line that must be looked at in its place, no line of the block is taken unseen."""
    for placed, again in zip(
        read_story_markdown(text).stories, read_story_markdown(f"{text}\nprose").stories, strict=True
    ):
        assert (placed.story.lines, placed.story.starts) == (again.story.lines, again.story.starts)


@given(st.text(max_size=60))
def test_a_block_of_any_text_is_read(text: str) -> None:
    story = read_block(text, KnownLines())
    assert all(span.end <= len(text) for span in spans_in(story))


@given(story_files)
def test_names_stand_where_they_say(text: str) -> None:
    for placed in read_story_markdown(text).stories:
        story = placed.story
        assert not story.problems
        for name in (part for part in parts_of(story) if isinstance(part, Name)):
            assert name.span.shifted(placed.offset).text_in(text) == name.text


_NLG = re.compile(r"##\s*.*\n\*[^:]*\/.*\n\s*\t*\-.*")


@given(
    st.lists(
        st.sampled_from(
            ["## a", "##", "* faq/ask", "* greet", " * x/y", "- b: c", "  - d", "", "a/b", ":", "\t- e", "#"]
        ),
        max_size=12,
    ).map("\n".join)
)
def test_response_files_are_those_of_rasas_expression(text: str) -> None:
    assert is_response_markdown(text) == (_NLG.search(text) is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## a\n* greet\n- utter_greet\n", True),
        ("text with ## in it\n", True),
        ("# a\n* greet\n", False),
        ("##\n* greet\n", False),
        ("## intent:greet\n- hi\n", False),
        ("## faq\n* faq/ask\n  - It is so.\n", False),
        ('## a\n* inform{"a": "b"}\n* faq/ask\n  - respond_faq\n', True),
        ("", False),
    ],
)
def test_the_kind_of_a_file(text: str, expected: bool) -> None:
    assert is_story_markdown(text) is expected

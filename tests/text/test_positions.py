"""Offsets to lines and columns and back, in the three encodings of the protocol."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.text.positions import Encoding, LineIndex, Position, Range
from teachback.text.spans import Span
from text.texts import NO_LINE_ENDS, texts

encodings = st.sampled_from(Encoding)
UNITS = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2), Encoding.UTF32: ("utf-32-le", 4)}


def lines_of(text: str) -> list[str]:
    return re.split(r"\r\n|\n|\r", text)


def units(text: str, encoding: Encoding) -> int:
    codec, size = UNITS[encoding]
    return len(text.encode(codec, "surrogatepass")) // size


@pytest.mark.parametrize("character", NO_LINE_ENDS)
def test_only_the_protocols_line_ends_end_a_line(character: str) -> None:
    index = LineIndex(f"a{character}b\nc\r\nd\re")
    assert [index.line_text(line) for line in range(index.line_count)] == [f"a{character}b", "c", "d", "e"]


@given(texts)
def test_lines(text: str) -> None:
    index = LineIndex(text)
    assert [index.line_text(line) for line in range(index.line_count)] == lines_of(text)
    assert index.line_start(index.line_count) == len(text)
    for line in range(index.line_count):
        assert index.line_of(index.line_start(line)) == line
        assert index.line_of(index.line_span(line).end) == line


@given(texts, encodings, st.data())
def test_a_position_counts_units_from_the_start_of_its_line(text: str, encoding: Encoding, data: st.DataObject) -> None:
    index = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    position = index.position(offset, encoding)
    start = index.line_start(position.line)
    assert start <= offset
    assert position.character == units(text[start:offset], encoding)
    assert offset <= index.line_start(position.line + 1)


@given(texts, encodings, st.data())
def test_there_and_back(text: str, encoding: Encoding, data: st.DataObject) -> None:
    """Every offset comes back, but for the one inside ``\\r\\n``, which no position names."""
    index = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    back = index.offset(index.position(offset, encoding), encoding)
    inside_line_end = text[offset - 1 : offset + 1] == "\r\n" if offset else False
    assert back == (offset - 1 if inside_line_end else offset)


@given(texts, encodings, st.integers(-2, 70), st.integers(-2, 70))
def test_any_position_is_clamped_to_the_text(text: str, encoding: Encoding, line: int, character: int) -> None:
    index = LineIndex(text)
    offset = index.offset(Position(line, character), encoding)
    if line < 0:
        assert offset == 0
    elif line >= index.line_count:
        assert offset == len(text)
    else:
        span = index.line_span(line)
        assert span.start <= offset <= span.end
        wanted = max(0, character)
        assert units(text[span.start : offset], encoding) <= wanted
        assert offset == span.end or units(text[span.start : offset + 1], encoding) > wanted


@pytest.mark.parametrize(
    ("encoding", "character", "offset"),
    [
        (Encoding.UTF8, 2, 1),  # after the two bytes of ä
        (Encoding.UTF8, 4, 1),  # inside the clef: its start
        (Encoding.UTF8, 6, 2),
        (Encoding.UTF16, 2, 1),  # between the halves of the surrogate pair
        (Encoding.UTF16, 3, 2),
        (Encoding.UTF32, 2, 2),
        (Encoding.UTF32, 9, 3),  # past the end
    ],
)
def test_columns_of_wide_characters(encoding: Encoding, character: int, offset: int) -> None:
    assert LineIndex("ä\U0001d11ex\ny").offset(Position(0, character), encoding) == offset


@given(texts, st.integers(-5, 80))
def test_an_offset_outside_is_clamped(text: str, offset: int) -> None:
    index = LineIndex(text)
    assert index.position(offset) == index.position(max(0, min(offset, len(text))))


def test_a_reversed_range_is_empty_at_its_start() -> None:
    index = LineIndex("one\ntwo")
    assert index.span(Range(Position(1, 2), Position(0, 1))) == Span(6, 6)


@given(texts, encodings, st.data())
def test_ranges_come_back(text: str, encoding: Encoding, data: st.DataObject) -> None:
    index = LineIndex(text)
    starts = st.integers(0, index.line_count - 1)
    first, last = sorted((data.draw(starts), data.draw(starts)))
    span = Span(index.line_start(first), index.line_span(last).end)
    assert index.span(index.range(span, encoding), encoding) == span

"""The line around an offset, which must agree with the line index."""

from hypothesis import given
from hypothesis import strategies as st

from teachback.text.line_ends import line_end, line_end_used, line_start, next_line
from teachback.text.positions import LineIndex
from text.texts import texts


@given(texts, st.data())
def test_a_line_is_that_of_the_index(text: str, data: st.DataObject) -> None:
    index = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    line = index.line_of(offset)
    assert line_start(text, offset) == index.line_start(line)
    assert next_line(text, offset) == index.line_start(line + 1)
    if offset <= index.line_span(line).end:
        assert line_end(text, offset) == index.line_span(line).end


def test_the_line_end_in_use() -> None:
    assert line_end_used("a") == "\n"
    assert line_end_used("a\r\nb") == "\r\n"
    assert line_end_used("a\rb\nc", 2) == "\n"
    assert line_end_used("a\rb", 2) == "\r"

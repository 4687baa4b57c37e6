"""Edits as data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.text.edits import Edit, apply_edits
from teachback.text.spans import Span


def test_edits_count_in_the_text_before_them() -> None:
    edits = [Edit(Span(4, 7), "2"), Edit(Span(0, 3), "first")]
    assert apply_edits("one two three", edits) == "first 2 three"


def test_insertions_at_one_place_come_in_the_order_given() -> None:
    assert apply_edits("-", [Edit(Span(1, 1), "b"), Edit(Span(1, 1), "a"), Edit(Span(0, 1), "+")]) == "+ba"


def test_an_insertion_may_touch_a_deletion() -> None:
    assert apply_edits("abc", [Edit(Span(1, 2), ""), Edit(Span(1, 1), "x"), Edit(Span(2, 2), "y")]) == "axyc"


@pytest.mark.parametrize("other", [Span(1, 2), Span(2, 5), Span(0, 4), Span(2, 2)])
def test_overlapping_edits_are_refused(other: Span) -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abcdef", [Edit(Span(1, 3), "x"), Edit(other, "y")])


@given(st.text(max_size=30), st.data())
def test_one_by_one_from_the_end_is_the_same(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    edits = [Edit(Span(start, end), data.draw(st.text(max_size=5))) for start, end in pairs]
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.span.start] + edit.new_text + expected[edit.span.end :]
    assert apply_edits(text, data.draw(st.permutations(edits))) == expected

"""Which stories an edit left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from teachback.project.kept_stories import kept_ends

_objects = [object() for _ in range(4)]
_lists = st.lists(st.sampled_from(_objects), max_size=8)


@given(_lists, _lists)
def test_both_ends_are_as_long_as_they_can_be(before: list[object], after: list[object]) -> None:
    head, tail = kept_ends(before, after)
    assert before[:head] == after[:head]
    assert before[len(before) - tail :] == after[len(after) - tail :]
    inner_before, inner_after = before[head : len(before) - tail], after[head : len(after) - tail]
    if inner_before and inner_after:
        assert inner_before[0] is not inner_after[0]
        assert inner_before[-1] is not inner_after[-1]

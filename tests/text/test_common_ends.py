"""What two texts have in common at their ends."""

from __future__ import annotations

from itertools import takewhile
from operator import eq

from hypothesis import given
from hypothesis import strategies as st

from teachback.text.common_ends import common_prefix, common_suffix

_texts = st.text("ab\U0001d11e", max_size=12)


def alike(before: str, after: str) -> int:
    return len(list(takewhile(bool, map(eq, before, after))))


@given(_texts, _texts)
def test_the_ends_are_those_that_a_walk_over_the_characters_finds(before: str, after: str) -> None:
    head = common_prefix(before, after)
    assert head == alike(before, after)
    most = min(len(before), len(after)) - head
    assert common_suffix(before, after, most) == min(most, alike(before[::-1], after[::-1]))

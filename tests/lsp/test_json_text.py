from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from teachback.lsp.json_text import portions

PIECES = st.lists(st.integers(1, 100_000).map(lambda length: "x" * length), max_size=8)


@given(PIECES)
def test_portions_say_all_and_none_grows_beyond_what_memory_is_kept_for(pieces: list[str]) -> None:
    found = list(portions(pieces))
    assert "".join(found) == "".join(pieces)
    assert all(found)
    assert all(len(each) <= 65_536 + max(map(len, pieces)) for each in found)
    assert len(found) <= 1 + sum(map(len, pieces)) // 65_536

"""The first stories with each trait, after an edit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from teachback.project.kept_stories import kept_ends
from teachback.project.twins import Traits

TRAITS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=8)


@given(st.lists(TRAITS, min_size=1, max_size=4))
def test_an_edit_gives_what_all_stories_give(texts: list[list[str]]) -> None:
    traits = Traits()
    for now in texts:
        before, known = list(traits.of_stories), traits
        head, tail = kept_ends(before, now)
        traits = known.after(now[head : len(now) - tail], head, tail)
        assert traits.of_stories == tuple(now)
        assert traits.first == {trait: now.index(trait) for trait in now}
        assert (traits is known) == (before == now)

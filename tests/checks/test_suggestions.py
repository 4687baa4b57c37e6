"""Which names are near enough to be suggested."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from teachback.checks.suggestions import clearly_meant, close_names, did_you_mean


def test_the_nearest_comes_first() -> None:
    assert close_names("gret", ["greet", "great", "regret", "bye"]) == ("great", "greet")


def test_case_and_dashes_do_not_count() -> None:
    assert close_names("Look-Up", ["look_up", "look_ups"])[0] == "look_up"


def test_swapped_letters_are_one_slip() -> None:
    assert clearly_meant("utter_gerte", ["utter_gerte", "utter_bye", "utter_gert"]) == "utter_gert"


def test_in_doubt_nothing_is_clearly_meant() -> None:
    assert clearly_meant("gret", ["greet", "great"]) is None
    assert clearly_meant("order", ["greet", "bye"]) is None


def test_the_question() -> None:
    assert did_you_mean(()) == ""
    assert did_you_mean(("a",)) == " Did you mean `a`?"
    assert did_you_mean(("a", "b", "c")) == " Did you mean `a`, `b` or `c`?"


@given(st.text(), st.lists(st.text()))
def test_only_candidates_are_suggested_never_the_name_itself(name: str, candidates: list[str]) -> None:
    found = close_names(name, candidates)
    assert len(found) <= 3
    assert set(found) <= set(candidates) - {name}
    assert clearly_meant(name, candidates) in (None, *found)

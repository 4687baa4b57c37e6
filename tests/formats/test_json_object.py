"""JSON objects with places: the same verdict and the same values as the standard library."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.values import freeze
from teachback.formats.json_object import scan_object

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(st.text(max_size=4), values, max_size=4)
_PIECES = ["{", "}", '"a"', '"', ":", ",", "1", "null", "[", "]", " ", "\\u00e4", "\x01", "NaN", '{"a": 1}', "\\", "x"]
near_json = st.lists(st.sampled_from(_PIECES), max_size=12).map(lambda pieces: "{" + "".join(pieces))


def check_against_the_standard_library(text: str) -> None:
    try:
        expected = json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(json.JSONDecodeError):
            scan_object(text)
        return
    members = scan_object(text)
    assert repr([(member.key, member.value) for member in members]) == repr(
        [(key, freeze(value)) for key, value in expected.items()]
    )
    for member in members:
        assert json.loads(text[member.key_start - 1 : member.key_end + 1]) == member.key
        assert repr(freeze(json.loads(text[member.value_start : member.value_end]))) == repr(member.value)


@given(objects, st.booleans(), st.sampled_from([None, 1]))
def test_every_object(value: dict[str, object], ascii_only: bool, indent: int | None) -> None:
    check_against_the_standard_library(json.dumps(value, ensure_ascii=ascii_only, indent=indent))


@given(near_json)
def test_what_is_nearly_an_object(text: str) -> None:
    check_against_the_standard_library(text)


def test_of_equal_keys_the_last_wins_in_the_place_of_the_first() -> None:
    text = '{"a": 1, "b": 2, "a": 3}'
    members = scan_object(text)
    assert [(member.key, member.value) for member in members] == [("a", 3), ("b", 2)]
    assert members[0].value_start == text.index("3")


@pytest.mark.parametrize("depth", [101, 100_000])
def test_a_deep_value_is_refused_with_a_message(depth: int) -> None:
    with pytest.raises(ValueError, match="100 levels"):
        scan_object('{"a": ' + "[" * depth + "]" * depth + "}")


def test_many_flat_values_are_not_deep() -> None:
    assert len(scan_object(json.dumps({"a": [[]] * 500, "b": "[" * 500}))) == 2

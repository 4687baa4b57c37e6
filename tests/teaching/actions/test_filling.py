"""Texts of responses with values in them, where the recorded cases leave off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.teaching.actions.filling import filled, filled_text

VALUES = {"name": "Ann", "n": 5, "gone": None, "a.b": "dotted", "has space": "x"}
TEXTS = {
    "hi {name}": "hi Ann",
    "{n} times {gone}": "5 times None",
    "{a.b} {has space}": "dotted x",
    "{name} and {nobody}": "{name} and {nobody}",
    "{{name}}": "{name}",
    "{{name}} {name}": "{{name}} {name}",
    "{{{name}}}": "{Ann}",
    'x {{"a": "{name}"}}': 'x {"a": "Ann"}',
    "{name\n}": "{name\n}",
    "a } {name}": "a } Ann",
    "{}": "{}",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_filled(text: str) -> None:
    assert filled_text(text, VALUES) == TEXTS[text]


def test_every_text_of_a_value_is_filled() -> None:
    content = {"{name}": ["{name}", 1, None, {"deep": "{n}"}]}
    assert filled(content, VALUES) == {"{name}": ["Ann", 1, None, {"deep": "5"}]}


@given(st.text(alphabet="{}ab \n"))
def test_any_text_can_be_filled(text: str) -> None:
    assert isinstance(filled_text(text, {"a": 1}), str)

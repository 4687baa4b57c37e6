"""Words of any script, with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.teaching.understanding.words import encodable, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello, it's 5pm!", "Hello , it ' s 5 pm !"),
        ("e\u0301te\u0301 naïve", "e\u0301te\u0301 naïve"),
        ("去北京吧", "去 北 京 吧"),
        ("東京へ行きます。", "東 京 へ 行 き ま す 。"),
        ("ไปกรุงเทพ", "ไ ป ก รุ ง เ ท พ"),
        ("서울에", "서 울 에"),
        ("नमस्ते दुनिया", "नमस्ते दुनिया"),
        ("שלום עולם", "שלום עולם"),
        ("مرحبا\u200f بك", "مرحبا بك"),
        ("ok👍🏽👩‍🚀", "ok 👍🏽 👩‍🚀"),
        (" \t\n ", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert [word.text for word in words_of(text)] == words.split()


@given(st.text())
def test_words_stand_where_they_say_and_leave_out_blanks_only(text: str) -> None:
    words = words_of(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    ends = [0, *(word.end for word in words)]
    starts = [*(word.start for word in words), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_encoded_without_moving(text: str) -> None:
    assert len(encodable(text)) == len(text)
    encodable(text).encode()

"""The words of a text in any script, with their places.

A word is a run of letters or of digits with the marks upon them. In scripts that put no blanks between words every
character is a word of its own: where the words are is then left to what learns from them.
"""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

_JOINERS = "\u200c\u200d"
_ZERO_WIDTH_JOINER = "\u200d"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
# Where words are not told apart by blanks, or are by too few of them: first and last characters of blocks.
_UNSPACED = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1100", "\u11ff"),  # Hangul, whose endings stick to the words
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u30ff"),  # Hiragana, Katakana
    ("\u3400", "\u4dbf"),  # Han
    ("\u4e00", "\u9fff"),
    ("\ua9e0", "\ua9ff"),  # Burmese
    ("\uac00", "\ud7af"),  # Hangul
    ("\uf900", "\ufaff"),  # Han
    ("\U00020000", "\U0003ffff"),
)


class Kind(Enum):
    """What a character is to the words around it."""

    LETTER = auto()
    DIGIT = auto()
    ALONE = auto()
    SIGN = auto()
    MARK = auto()
    BLANK = auto()


class Word(NamedTuple):
    """A word, a sign or a character that stands for itself; ``start`` and ``end`` count code points."""

    text: str
    start: int
    end: int
    kind: Kind


@lru_cache(maxsize=65_536)
def kind_of(character: str) -> Kind:
    """What a single character is."""
    category = unicodedata.category(character)
    if character in _JOINERS or category[0] == "M" or _SKIN_TONES[0] <= character <= _SKIN_TONES[1]:
        return Kind.MARK
    if category[0] in "ZC":
        return Kind.BLANK
    if category[0] == "N":
        return Kind.DIGIT
    if any(first <= character <= last for first, last in _UNSPACED):
        return Kind.ALONE
    return Kind.LETTER if category[0] == "L" or category == "Pc" else Kind.SIGN


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order; blanks belong to none."""
    found: list[Word] = []
    start = 0
    kind = Kind.BLANK
    for at, character in enumerate(text):
        here = kind_of(character)
        if _goes_on(text, at, kind, here):
            continue
        if kind is not Kind.BLANK:
            found.append(Word(text[start:at], start, at, kind))
        start, kind = at, Kind.SIGN if here is Kind.MARK else here
    if kind is not Kind.BLANK:
        found.append(Word(text[start:], start, len(text), kind))
    return tuple(found)


def _goes_on(text: str, at: int, before: Kind, here: Kind) -> bool:
    """Whether the character at an index belongs to what stands before it."""
    if before is Kind.BLANK:
        return here is Kind.BLANK
    if here is Kind.MARK or (text[at - 1] == _ZERO_WIDTH_JOINER and here is Kind.SIGN):
        return True
    return here is before and here in (Kind.LETTER, Kind.DIGIT)


def folded(text: str) -> str:
    """A text as it is compared with others: without differences of case, width and blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def encodable(text: str) -> str:
    """A text of the same length without halves of surrogate pairs, which no encoding has."""
    return text.encode("utf-8", "replace").decode("utf-8")

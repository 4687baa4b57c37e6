"""Where lookup tables and regular expressions match a text, as stretches of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from teachback.teaching.understanding.nlu_data import Pattern, Table
from teachback.teaching.understanding.words import Word, folded, words_of


class Match(NamedTuple):
    """The words from ``first`` up to ``last``, without the latter, are what ``name`` lists or describes."""

    first: int
    last: int
    name: str


@dataclass(frozen=True, slots=True)
class Matcher:
    """Looks for all items of all tables at once, whole words in any case, and for each expression.

    ``tables`` has for the first word of an item the items that begin with it, the longest first. ``remarks`` say in
    words which expressions are none.
    """

    tables: dict[str, dict[str, tuple[tuple[str, ...], ...]]]
    expressions: tuple[tuple[str, re.Pattern[str]], ...]
    remarks: tuple[str, ...] = ()

    def matches(self, text: str, words: Sequence[Word]) -> tuple[Match, ...]:
        """Every match in a text of these words, table by table and expression by expression."""
        said = [folded(word.text) for word in words]
        return (*self._in_tables(said), *self._by_expressions(text, words))

    def _in_tables(self, said: Sequence[str]) -> Iterator[Match]:
        for name, items in self.tables.items():
            at = 0
            while at < len(said):
                length = next((len(i) for i in items.get(said[at], ()) if tuple(said[at : at + len(i)]) == i), 0)
                if length:
                    yield Match(at, at + length, name)
                at += length or 1

    def _by_expressions(self, text: str, words: Sequence[Word]) -> Iterator[Match]:
        for name, expression in self.expressions:
            for found in expression.finditer(text):
                inside = [n for n, w in enumerate(words) if found.start() <= w.start and w.end <= found.end()]
                if inside:
                    yield Match(inside[0], inside[-1] + 1, name)


def matcher_of(tables: Sequence[Table], patterns: Sequence[Pattern]) -> Matcher:
    """The matcher for all of them; an expression that Python cannot compile is left out with a remark."""
    compiled = [(pattern.name, _compiled(pattern)) for pattern in patterns]
    return Matcher(
        {table.name: _by_first_word(table) for table in tables},
        tuple((name, found) for name, found in compiled if isinstance(found, re.Pattern)),
        tuple(found for _, found in compiled if isinstance(found, str)),
    )


def _compiled(pattern: Pattern) -> re.Pattern[str] | str:
    """The expression, or a remark on it."""
    try:
        return re.compile(pattern.expression, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as problem:
        return f"The regular expression `{pattern.expression}` of `{pattern.name}` is left out: {problem}. Correct it."


def _by_first_word(table: Table) -> dict[str, tuple[tuple[str, ...], ...]]:
    items = {tuple(folded(word.text) for word in words_of(item)) for item in table.items}
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for item in sorted(items, key=lambda each: (-len(each), each)):
        if item:
            grouped.setdefault(item[0], []).append(item)
    return {first: tuple(found) for first, found in grouped.items()}

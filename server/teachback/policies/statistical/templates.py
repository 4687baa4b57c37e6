"""Actions of a loop of its own: names that differ in nothing but the loop that they speak of.

``utter_ask_continue_transfer`` and ``utter_ask_continue_payment`` are one thing to learn: what to say when the user
comes back to a form, whichever form that is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from teachback.policies.statistical.actions import tokens

Template = tuple[str, ...]
"""The words of a name without those of the loop, sorted."""

_FORM = frozenset({"form"})


def templates_of(names: Sequence[str], loops: Iterable[str]) -> tuple[Template, ...]:
    """The templates after which actions of two loops or more are named, sorted."""
    loops_of: dict[Template, set[str]] = {}
    for (template, loop), _ in _belonging(names, loops):
        loops_of.setdefault(template, set()).add(loop)
    return tuple(sorted(template for template, having in loops_of.items() if len(having) > 1))


def actions_by_template(names: Sequence[str], loops: Iterable[str]) -> Mapping[tuple[Template, str], int]:
    """The index of the first action that a template gives for a loop."""
    found: dict[tuple[Template, str], int] = {}
    for place, number in _belonging(names, loops):
        found.setdefault(place, number)
    return found


def _belonging(names: Sequence[str], loops: Iterable[str]) -> list[tuple[tuple[Template, str], int]]:
    known = sorted(loops)
    words_of = {loop: frozenset(tokens(loop)) - _FORM for loop in known}
    spread = Counter(word for words in words_of.values() for word in words)
    marks_of = {loop: {word for word in words if spread[word] == 1} for loop, words in words_of.items()}
    return [
        ((_without(tokens(name), words_of[loop]), loop), number)
        for number, name in enumerate(names)
        if name not in words_of
        for loop in known
        if not marks_of[loop].isdisjoint(tokens(name))
    ]


def _without(words: Iterable[str], other: AbstractSet[str]) -> Template:
    return tuple(sorted(set(words) - other))

"""Boxes to tick, as a list from which one line is picked again and again."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from teachback.teaching.prompts import Check, Choice, Choose

DONE = "done"
"""The value of the line that ends it."""

_ON, _OFF = "☑", "☐"


def ticked(check: Check, wanted: AbstractSet[str]) -> Choose:
    """The list with what is wanted so far; the first line takes it so. Numbers tell apart what is called the same."""
    lines = (
        replace(each, label=f"{_ON if each.value in wanted else _OFF} {number}: {each.label}")
        for number, each in enumerate(check.choices, 1)
    )
    return Choose("Choice", check.message, (Choice(_done(check, wanted), DONE), *lines))


def toggled(wanted: frozenset[str], value: str) -> frozenset[str]:
    """With one more of them, or one less."""
    return wanted ^ {value}


def _done(check: Check, wanted: AbstractSet[str]) -> str:
    if not wanted:
        return "None of them"
    return "All of them" if len(wanted) == len(check.choices) else f"These {len(wanted)}"

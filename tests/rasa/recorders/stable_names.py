"""Rasa gives the checkpoints that it makes up random names; records number them in the order of appearance."""

from __future__ import annotations

from collections import Counter
from typing import Counter as CounterType

MADE_UP = "GENR_"


class StableNames:
    """Numbers made-up checkpoints, each kind from 1: ``GENR_OR_x7f3q`` becomes ``GENR_OR_#1``."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._counts: CounterType[str] = Counter()

    def __call__(self, name: str | None) -> str | None:
        if not name or not name.startswith(MADE_UP):
            return name
        if name not in self._known:
            kind = name.rsplit("_", 1)[0]
            self._counts[kind] += 1
            self._known[name] = f"{kind}_#{self._counts[kind]}"
        return self._known[name]

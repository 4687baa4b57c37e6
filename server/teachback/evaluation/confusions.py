"""Which actions policies take for which others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teachback.evaluation.examined import ExaminedAction
from teachback.evaluation.figures import SaidBy


@dataclass(frozen=True, slots=True)
class Confusion:
    """So many times stories run ``expected`` where ``predicted`` came out (``None``: nobody predicted anything).

    ``example`` is the one in which the wrong prediction was the surest.
    """

    expected: str
    predicted: str | None
    count: int
    example: ExaminedAction


def confusions(examined: Iterable[ExaminedAction], said_by: SaidBy) -> tuple[Confusion, ...]:
    """All confusions, the most frequent first, equals by name."""
    wrong: dict[tuple[str, str | None], list[ExaminedAction]] = {}
    for each in examined:
        predicted = said_by(each).action
        if predicted != each.action:
            wrong.setdefault((each.action, predicted), []).append(each)
    found = (
        Confusion(expected, predicted, len(places), max(places, key=lambda each: said_by(each).confidence))
        for (expected, predicted), places in wrong.items()
    )
    return tuple(sorted(found, key=lambda each: (-each.count, each.expected, each.predicted or "")))

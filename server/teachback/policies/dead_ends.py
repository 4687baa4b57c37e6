"""Ways through checkpoints that come to no end.

A conversation that stands at a checkpoint whose conditions never hold for it is dropped; one at a checkpoint where no
story begins is trained on as it is (R1:core/training/generator.py:generate, R3:shared/core/generator.py:_generate).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A way through one segment: where it is entered, where it leads, and whether training takes what was said then.

    ``arrival`` and ``onward`` stand for a segment and the pasts with which it is entered; ``None`` for a segment in
    which conversations begin.
    """

    arrival: object | None
    onward: tuple[object, ...]
    finishes: bool


def leading_to_an_end(passages: Sequence[Passage]) -> list[bool]:
    """For each passage, whether training ever takes a conversation that goes through it."""
    if all(passage.finishes for passage in passages):
        return [True] * len(passages)
    entered: dict[object, list[int]] = {}
    for index, passage in enumerate(passages):
        for arrival in passage.onward:
            entered.setdefault(arrival, []).append(index)
    alive = [passage.finishes for passage in passages]
    waiting = [index for index, finishes in enumerate(alive) if finishes]
    while waiting:
        for index in _before(passages[waiting.pop()], entered):
            if not alive[index]:
                alive[index] = True
                waiting.append(index)
    return alive


def _before(passage: Passage, entered: dict[object, list[int]]) -> Iterable[int]:
    return entered.get(passage.arrival, ()) if passage.arrival is not None else ()

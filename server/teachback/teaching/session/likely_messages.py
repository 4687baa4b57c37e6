"""What the user is likely to say next, by the training stories: for faces in which nobody can type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from teachback.teaching.graph.told import Move, Told


def likely_intents(stories: Iterable[Told], current: Told) -> tuple[tuple[str, float], ...]:
    """Intents that stories go on with, each with its share, the likeliest first.

    Those places count that have the most moves before them in common with the end of the conversation, listening left
    out; where no story has anything in common, every message of every story.
    """
    ours = _spoken(current.moves)
    by_likeness: dict[int, Counter[str]] = {}
    for story in stories:
        theirs = _spoken(story.moves)
        for index, move in enumerate(theirs):
            if move.by_user and not move.label.startswith('"'):
                by_likeness.setdefault(_in_common(ours, theirs[:index]), Counter())[move.label] += 1
    if not by_likeness:
        return ()
    counts = by_likeness[max(by_likeness)]
    return tuple((intent, count / counts.total()) for intent, count in counts.most_common())


def _spoken(moves: Iterable[Move]) -> list[Move]:
    return [move for move in moves if not move.listens]


def _in_common(one: Sequence[Move], other: Sequence[Move]) -> int:
    """How many moves two conversations end with in common; a beginning in common counts for one more."""
    count = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if (mine.by_user, mine.label) != (theirs.by_user, theirs.label):
            return count
        count += 1
    return count + (len(one) == len(other))

"""The folds of a cross-validation: each family in one of them, all about equally large."""

from __future__ import annotations

from collections.abc import Sequence

from teachback.evaluation.families import Family

FEWEST = 2
"""With one fold there would be nothing left to learn from."""

Fold = tuple[Family, ...]


class TooFewFamiliesError(ValueError):
    """There are not two families, so nothing is left to learn from once one is held out."""


def folds(families: Sequence[Family], wanted: int) -> tuple[Fold, ...]:
    """``wanted`` folds, or one for each family where there are fewer families. The same families give the same folds.

    The largest family comes first, each into the fold that has the fewest actions by then. Raises
    ``TooFewFamiliesError``, and ``ValueError`` for fewer than two folds.
    """
    if wanted < FEWEST:
        raise ValueError(f"a cross-validation takes at least {FEWEST} folds, not {wanted}")
    if len(families) < FEWEST:
        raise TooFewFamiliesError
    sizes = [0] * min(wanted, len(families))
    fold_of: dict[int, int] = {}
    for place in sorted(range(len(families)), key=lambda place: -families[place].size):
        fold = sizes.index(min(sizes))
        fold_of[place] = fold
        sizes[fold] += families[place].size
    return tuple(
        tuple(family for place, family in enumerate(families) if fold_of[place] == fold) for fold in range(len(sizes))
    )

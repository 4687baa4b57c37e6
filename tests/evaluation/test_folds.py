"""How families are divided."""

from __future__ import annotations

import pytest

from teachback.dialogue.events import ActionExecuted
from teachback.evaluation.families import Family
from teachback.evaluation.folds import TooFewFamiliesError, folds
from teachback.policies.conversations import TrainingConversation
from teachback.project.segments import SourcedEvent


def family(number: int, size: int) -> Family:
    sourced = tuple(SourcedEvent(ActionExecuted("action_listen"), step) for step in range(size))
    return Family((number,), (TrainingConversation((str(number),), sourced, (number,) * size),))


def divided(sizes: list[int], wanted: int) -> list[list[int]]:
    parts = folds([family(number, size) for number, size in enumerate(sizes)], wanted)
    return [[each.size for each in fold] for fold in parts]


def test_the_largest_come_first_and_each_goes_where_least_is() -> None:
    assert divided([2, 9, 3, 4, 5], 3) == [[9], [2, 5], [3, 4]]


def test_families_of_a_fold_keep_their_order() -> None:
    parts = folds([family(number, 1) for number in range(5)], 2)
    assert [[each.stories for each in fold] for fold in parts] == [[(0,), (2,), (4,)], [(1,), (3,)]]


def test_there_are_no_more_folds_than_families() -> None:
    assert divided([4, 3, 2], 10) == [[4], [3], [2]]


def test_one_family_cannot_be_divided() -> None:
    with pytest.raises(TooFewFamiliesError):
        folds([family(0, 3)], 5)


def test_one_fold_is_no_cross_validation() -> None:
    with pytest.raises(ValueError, match="at least 2 folds, not 1"):
        folds([family(0, 3), family(1, 3)], 1)

"""What the stories tell by now and the weights have not been trained on: learnt on the spot."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from teachback.dialogue.states import State
from teachback.policies.learnt import Group
from teachback.policies.statistical.learner import Learner
from teachback.policies.statistical.training_set import is_lesson
from teachback.policies.tables import Tables

MOST_LESSONS = 60
"""More than this are left to the next training, which is under way."""


def caught_up(learner: Learner, tables: Tables, trained: AbstractSet[Group]) -> Learner:
    """A learner for the domain of now that has learnt what groups of stories tell that are not ``trained``, if that is
    little.
    """
    learner = learner.with_actions(tables.domain.action_names())
    lessons = dict.fromkeys(_lessons(tables, trained))
    if len(lessons) > MOST_LESSONS:
        return learner
    for states, action in lessons:
        learner = learner.taught(states, action)
    return learner


def _lessons(tables: Tables, trained: AbstractSet[Group]) -> Iterator[tuple[tuple[State, ...], str]]:
    for group, walk in tables.walks():
        if group not in trained:
            for learnt in walk.learnt:
                example = tables.example(learnt)
                if is_lesson(example):
                    yield example.states, example.action

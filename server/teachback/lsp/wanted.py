"""A training that a project is in want of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teachback.policies.learnt import Group
from teachback.policies.statistical.training_set import TrainingSet
from teachback.policies.tables import Tables

if TYPE_CHECKING:  # NumPy is loaded when there is something to learn
    from teachback.policies.statistical.learner import Learner


@dataclass(frozen=True, slots=True)
class Wanted:
    """``training`` is what the ``groups`` of stories of ``tables`` told when it was made. ``start`` has learnt most of
    it already, if there is such a one.
    """

    training: TrainingSet
    tables: Tables
    groups: frozenset[Group]
    start: Learner | None = None

    def groups_in(self, tables: Tables) -> frozenset[Group]:
        """The groups that have been learnt of, by the numbers of these tables."""
        return self.groups if tables is self.tables else frozenset()

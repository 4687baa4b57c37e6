"""The statistical policy on a part of the examples, for a cross-validation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from teachback.cache import Cache
from teachback.evaluation.cross_validation import Fit
from teachback.policies.engine import Statistics
from teachback.policies.statistical.job import Job, Order, Outcome
from teachback.policies.statistical.training_set import training_set
from teachback.policies.tables import Example, Tables


class FittingError(Exception):
    """The statistical policy could not be trained; the text says why."""


def fitting(tables: Tables) -> Fit:
    """Trains as ``predict`` and ``next`` do for the same project, in a process of its own. No model is kept: those of
    the folds would drive the useful ones out of the cache. What is returned raises ``FittingError``.
    """

    def fit(examples: Sequence[Example]) -> Statistics:
        outcomes: list[Outcome] = []
        with TemporaryDirectory(prefix="teachback-") as folder:
            order = Order(training_set(examples, tables.domain, tables.max_history))
            Job(order, Cache(Path(folder)), outcomes.append).wait()
        [outcome] = outcomes
        if outcome.learner is None:
            raise FittingError(outcome.problem or "Training the statistical policy was given up.")
        return outcome.learner

    return fit

"""The statistical policy for a command of the terminal: trained in a process of its own, or taken from the cache."""

from __future__ import annotations

import sys

from teachback.cache import user_cache
from teachback.policies.statistical.job import Job, Order, Outcome
from teachback.policies.statistical.learner import Learner
from teachback.policies.statistical.training_set import training_set
from teachback.policies.tables import Tables


def training_outcome(tables: Tables) -> Outcome:
    """The statistical policy of a project, or why there is none."""
    outcomes: list[Outcome] = []
    examples = training_set(tables.examples(), tables.domain, tables.max_history)
    Job(Order(examples), user_cache("statistical"), outcomes.append).wait()
    return outcomes[0]


def trained_model(tables: Tables, otherwise: str) -> Learner | None:
    """The statistical policy of a project; ``None`` where there is none.

    Why is then said on standard error, and ``otherwise``, what that means for the output.
    """
    outcome = training_outcome(tables)
    if outcome.problem is not None:
        print(f"teachback: {outcome.problem} {otherwise}", file=sys.stderr)
    return outcome.learner

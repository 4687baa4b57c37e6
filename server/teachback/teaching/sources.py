"""Whose numbers a list of likely actions shows."""

from __future__ import annotations

from collections.abc import Sequence

from teachback.policies.configuration import read_configuration
from teachback.policies.ranking import RankedAction
from teachback.policies.statistical.backoff import COUNTS
from teachback.project.snapshot import Snapshot


def source_in_words(snapshot: Snapshot, ranked: Sequence[RankedAction]) -> str:
    """A sentence for a ranking by Teachback itself; it names the policies of the configuration that Rasa would ask."""
    if ranked and ranked[0].policy == COUNTS:
        return "The numbers are counts of examples, until a model is trained."
    stand_ins = read_configuration(snapshot.config, snapshot.dialect).stand_ins
    instead = f", in the place of {' and '.join(stand_ins)}" if stand_ins else ""
    return f"The numbers are those of Teachback's statistics{instead}."

"""Small projects for cross-validation, and a statistical policy that can be followed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bots import open_bot
from teachback.dialogue.states import State
from teachback.evaluation.cross_validation import Subject
from teachback.policies.configuration import read_configuration
from teachback.policies.tables import Example, Tables


class Counting:
    """The share of each action among the examples with the same intent and previous action in the newest state."""

    name = "counting"

    def __init__(self, examples: Sequence[Example]) -> None:
        self._counts: dict[tuple[str | None, str | None], Counter[str]] = {}
        for example in examples:
            if example.predictable:
                self._counts.setdefault(_key(example.states), Counter())[example.action] += 1

    def predict(self, states: Sequence[State]) -> Mapping[str, float]:
        counted = self._counts.get(_key(states), Counter[str]())
        return {action: count / counted.total() for action, count in counted.most_common()}


def _key(states: Sequence[State]) -> tuple[str | None, str | None]:
    return states[-1].intent, states[-1].previous_action


def subject_of(folder: Path, text: str) -> Subject:
    snapshot = open_bot(folder, text).snapshot
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return Subject(snapshot, tables, read_configuration(snapshot.config, snapshot.dialect))

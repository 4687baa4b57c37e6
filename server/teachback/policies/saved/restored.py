"""A saved model at work again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from teachback.policies.configuration import Configuration, read_configuration
from teachback.policies.saved.model_file import SavedModel
from teachback.policies.statistical.learner import Learner, learner_of
from teachback.policies.statistical.training_set import training_set
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class RestoredModel:
    """What policies knew when the model was trained: ``tables`` of all stories of ``snapshot``, what ``config.yml``
    asked for, and a ``learner`` that can go on learning.
    """

    snapshot: Snapshot
    tables: Tables
    configuration: Configuration
    learner: Learner


def restored(model: SavedModel, root: Path) -> RestoredModel:
    """The model with its data as if they stood at ``root``; nothing is read from there."""
    snapshot = model.data.snapshot(root)
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    learner = learner_of(model.weights, training_set(tables.examples(), tables.domain, tables.max_history))
    configuration = read_configuration(snapshot.config, snapshot.dialect)
    if model.data.max_history is not None:
        configuration = configuration.looking_back(snapshot.max_history)
    return RestoredModel(snapshot, tables, configuration, learner)

"""``teachback train``: learns from a project once and keeps what was learnt."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from teachback.cli.meant import UsageError, options_of
from teachback.cli.output_file import expect_folder
from teachback.cli.projects import configuration_of, the_project
from teachback.cli.training import training_outcome
from teachback.policies.rules.training import RuleTraining
from teachback.policies.saved.model_file import save_model
from teachback.policies.saved.project_data import project_data
from teachback.policies.statistical.learner import Learner
from teachback.policies.tables import Tables
from teachback.project.project import Project

MODELS = "models"
_SUFFIX = ".tar.gz"
_REFUSED = (
    "RulePolicy refuses to train on these rules, and `rasa train` with it; `teachback check` says why. "
    "No model is saved."
)


class _TrainingError(Exception):
    """The project cannot be trained on; the text says why."""


def train(arguments: argparse.Namespace) -> int:
    """Save a model and print where; 1 when nothing can be learnt, 2 when the command cannot be carried out."""
    try:
        print(_trained(arguments))
    except UsageError as problem:
        print(f"teachback train: {problem}", file=sys.stderr)
        return 2
    except _TrainingError as problem:
        print(f"teachback train: {problem}", file=sys.stderr)
        return 1
    return 0


def _trained(arguments: argparse.Namespace) -> str:
    """What was done."""
    options = options_of(arguments)
    project = the_project(Path(arguments.path), options)
    path = _model_path(arguments.output, project.root)
    snapshot = project.snapshot
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    if RuleTraining(tables).trained(configuration_of(snapshot, options)) is None:
        raise _TrainingError(_REFUSED)
    learner = _learner(tables)
    data = project_data(snapshot, project.layout, options.max_history)
    try:
        path.parent.mkdir(exist_ok=True)
        size = save_model(path, data, learner.model.weights)
    except OSError as problem:
        raise UsageError(f"{path} cannot be written: {problem.strerror}.") from problem
    return f"{path}: {_told(project)}, {size // 1024 + 1} KiB."


def _learner(tables: Tables) -> Learner:
    outcome = training_outcome(tables)
    if outcome.learner is None:
        raise _TrainingError(f"{outcome.problem or 'Training was given up.'} No model is saved.")
    return outcome.learner


def _model_path(output: str | None, root: Path) -> Path:
    """Named by the time, as Rasa names its models (R1:train.py, R3:model_training.py), unless a file is named."""
    name = f"{time.strftime('%Y%m%d-%H%M%S')}{_SUFFIX}"
    if output is None:
        return root / MODELS / name
    if Path(output).is_dir():
        return Path(output) / name
    expect_folder(output)
    return Path(output)


def _told(project: Project) -> str:
    count = sum(1 for _ in project.snapshot.trained_stories())
    return f"learnt from {count} {'story or rule' if count == 1 else 'stories and rules'}"

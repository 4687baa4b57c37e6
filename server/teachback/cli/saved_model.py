"""The model that a command line names with ``-m``."""

from __future__ import annotations

import sys
from pathlib import Path

from teachback.cli.projects import UsageError
from teachback.policies.saved.model_file import SavedModel, load_model
from teachback.policies.saved.problems import UnreadableModelError
from teachback.policies.saved.project_data import changed_since
from teachback.policies.saved.rasa_model import RasaModel
from teachback.project.snapshot import Snapshot

_MOST_NAMED = 3


def named_model(path: str) -> SavedModel | RasaModel:
    """The model in a file. Raises ``UsageError`` when there is none."""
    try:
        return load_model(Path(path))
    except UnreadableModelError as problem:
        raise UsageError(f"{path}: {problem}" if path not in str(problem) else str(problem)) from problem


def tell_changes(model: SavedModel, snapshot: Snapshot) -> None:
    """Say on standard error which files are no longer what the model was trained on."""
    changed = changed_since(model.data, snapshot)
    if changed:
        more = f" and {len(changed) - _MOST_NAMED} more" if len(changed) > _MOST_NAMED else ""
        print(
            f"teachback: {', '.join(changed[:_MOST_NAMED])}{more}: changed since the model was trained, "
            "which goes by what stood there then.",
            file=sys.stderr,
        )

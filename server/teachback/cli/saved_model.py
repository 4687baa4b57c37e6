"""The model that a command line names with ``-m``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from teachback.cli.meant import UsageError
from teachback.policies.saved.model_file import load_model
from teachback.policies.saved.problems import UnreadableModelError
from teachback.policies.saved.project_data import changed_since
from teachback.policies.saved.rasa_model import RasaModel
from teachback.policies.saved.restored import RestoredModel, restored
from teachback.project.snapshot import Snapshot

_MOST_NAMED = 3


def recalled(path: Path, snapshot: Snapshot) -> RestoredModel | RasaModel:
    """The model in a file, as if its data stood where those of ``snapshot`` do.

    Which of them have changed since is said on standard error. Raises ``UsageError`` when the file is no model.
    """
    try:
        model = load_model(path)
    except UnreadableModelError as problem:
        raise UsageError(str(problem) if str(path) in str(problem) else f"{path}: {problem}") from problem
    if isinstance(model, RasaModel):
        return model
    _tell_changes(changed_since(model.data, snapshot))
    return restored(model, snapshot.root)


def _tell_changes(changed: Sequence[str]) -> None:
    if not changed:
        return
    more = f" and {len(changed) - _MOST_NAMED} more" if len(changed) > _MOST_NAMED else ""
    print(
        f"teachback: {', '.join(changed[:_MOST_NAMED])}{more}: changed since the model was trained, "
        "which goes by what stood there then.",
        file=sys.stderr,
    )

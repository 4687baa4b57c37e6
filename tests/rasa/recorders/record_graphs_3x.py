"""Record the graphs that Rasa 3.6.21 draws of small projects: ``record_graphs_3x.py CASES OUT [--only TEXT …]``.

To be run by the Python of that Rasa's environment.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from typing import Any

# Before Rasa is imported: nothing is sent, and at this log level it draws no progress bars.
os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="ERROR")
warnings.simplefilter("ignore")

import structlog  # noqa: E402

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))

# The reader of stories takes it for granted that this is there: every command of Rasa imports it.
import rasa.shared.utils.cli  # noqa: E402, F401
from case_folders import Description, failure, record_all  # noqa: E402
from graph_records import FILE, told_graphs  # noqa: E402
from rasa.shared.core.events import ActionExecuted, UserUttered  # noqa: E402
from rasa.shared.core.generator import TrainingDataGenerator  # noqa: E402
from rasa.shared.core.training_data.visualization import visualize_neighborhood  # noqa: E402
from rasa3 import loading  # noqa: E402


def describe() -> Description:
    """The graphs of the case in the working folder, or why there are none."""
    try:
        project = loading.load()
        # As `rasa visualize` does, but for its limit.
        generator = TrainingDataGenerator(
            project.graph, project.domain, use_story_concatenation=False, augmentation_factor=0
        )
        with loading.caught_warnings():
            stories = [list(tracker.events) for tracker in generator.generate_story_trackers()]
            rules = [list(tracker.events) for tracker in generator._generate_rule_trackers()]
    except Exception as error:  # noqa: BLE001 - whatever Rasa raises is what is recorded
        return {"error": failure(error)}
    return told_graphs(stories, rules, draw, told_event)


def draw(current: Any, sequences: list, max_history: int) -> Any:
    """The graph as Rasa draws it, nothing written."""
    return visualize_neighborhood(current, sequences, max_history=max_history)


def told_event(event: Any) -> Any:
    """An event: a message by its intent, or its text where it has none, an action by its name or its text."""
    if isinstance(event, UserUttered):
        intent = event.intent.get("name")
        return {"intent": intent} if intent else {"text": event.text}
    if isinstance(event, ActionExecuted):
        return event.action_name or {"says": event.action_text}
    return None


if __name__ == "__main__":
    sys.exit(record_all(describe, FILE))

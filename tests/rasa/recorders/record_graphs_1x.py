"""Record the graphs that Rasa 1.10.26 draws of small projects: ``record_graphs_1x.py CASES OUT [--only TEXT …]``.

To be run by the Python of that Rasa's environment.
"""

from __future__ import annotations

import os
import sys
from typing import Any

# Before Rasa is imported: nothing is sent, and at this log level it draws no progress bars.
os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="ERROR")

from case_folders import Description, failure, record_all
from graph_records import FILE, told_graphs
from rasa.core.events import ActionExecuted, UserUttered
from rasa.core.training.generator import TrainingDataGenerator
from rasa.core.training.structures import StoryGraph
from rasa.core.training.visualization import visualize_neighborhood
from rasa1 import loading


def describe() -> Description:
    """The graphs of the case in the working folder, or why there are none."""
    domain = loading.load_domain().domain
    try:
        steps = loading.read_steps(loading.story_files().core, domain).steps
    except Exception as error:  # noqa: BLE001 - whatever Rasa raises is what is recorded
        return {"parse_error": failure(error)}
    # As `rasa visualize` does, but for its limit.
    generator = TrainingDataGenerator(StoryGraph(steps), domain, use_story_concatenation=False, augmentation_factor=0)
    with loading.caught_warnings():
        stories = [list(tracker.events) for tracker in generator.generate()]
    return told_graphs(stories, [], draw, told_event)


def draw(current: Any, sequences: list, max_history: int) -> Any:
    """The graph as Rasa draws it, nothing written."""
    return loading.wait_for(visualize_neighborhood(current, sequences, max_history=max_history))


def told_event(event: Any) -> Any:
    """An event: a message by its intent, an action by its name."""
    if isinstance(event, UserUttered):
        return {"intent": event.intent.get("name")}
    return event.action_name if isinstance(event, ActionExecuted) else None


if __name__ == "__main__":
    sys.exit(record_all(describe, FILE))

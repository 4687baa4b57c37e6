"""Let Rasa 3.6.21 learn a project and live through a conversation: ``live_3x.py CASES OUT [--only TEXT …]``.

A case is a folder with ``domain.yml``, ``config.yml``, ``data/``, ``test_stories.yml`` (a test story) and
``taught.json``, the events of the conversation.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from pathlib import Path

# Before Rasa is imported: nothing is sent, and at this log level it draws no progress bars.
os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="ERROR")
warnings.simplefilter("ignore")

import structlog  # noqa: E402

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))

from case_folders import Description, failure, record_all  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import SlotSet, UserUttered, deserialise_events  # noqa: E402
from rasa.shared.core.training_data.structures import StoryGraph  # noqa: E402
from rasa3 import living, loading, training  # noqa: E402
from stable_names import StableNames  # noqa: E402


def describe() -> Description:
    """What is read and learnt, and what is predicted at each step of the conversation."""
    with loading.caught_warnings() as of_the_domain:
        Domain.load("domain.yml")
    try:
        project = loading.load()
        messages = test_messages(project.domain)
    except Exception as error:  # noqa: BLE001 - whatever Rasa raises is what is told
        return {"parse_error": failure(error)}
    trained = training.train(project.graph, project.domain)
    known = loading.rasas_own(of_the_domain)
    events = deserialise_events(json.loads(Path("taught.json").read_text(encoding="utf-8")))
    return {
        "warnings": [each for each in (*project.warnings, *trained.generated.warnings) if each not in known],
        "errors": trained.errors,
        "values": values(project.graph),
        "test_messages": messages,
        "lived": living.lived(trained, events),
    }


def values(graph: StoryGraph) -> list:
    """The values of entities and slots, in order."""
    found = []
    for event in (event for step in graph.story_steps for event in step.events):
        if isinstance(event, UserUttered):
            found += [entity.get("value") for entity in event.entities]
        elif isinstance(event, SlotSet):
            found.append(event.value)
    return found


def test_messages(domain: Domain) -> list:
    """The messages of the test story: intent, text, entities."""
    steps = loading.read_graph("test_stories.yml", domain).story_steps
    told = [event for step in steps for event in loading.told_step(step, StableNames())["events"]]
    return [[event["intent"], event["text"], event["entities"]] for event in told if event["type"] == "user"]


if __name__ == "__main__":
    sys.exit(record_all(describe))

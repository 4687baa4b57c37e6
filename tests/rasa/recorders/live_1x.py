"""Let Rasa 1.10.26 learn a project and live through a conversation: ``live_1x.py CASES OUT [--only TEXT …]``.

A case is a folder with ``domain.yml``, ``config.yml``, ``data/``, ``test_stories.md`` (a test story) and
``taught.json``, the events of the conversation.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

# Before Rasa is imported: nothing is sent, and at this log level it draws no progress bars.
os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="ERROR")

from case_folders import Description, failure, record_all
from rasa.core.events import SlotSet, UserUttered, deserialise_events
from rasa.core.interpreter import RegexInterpreter
from rasa.core.trackers import DialogueStateTracker
from rasa.core.training.dsl import StoryFileReader
from rasa1 import living, loading, training


def describe() -> Description:
    """What Rasa exports itself, what it reads and learns, and what is predicted at each step of the conversation."""
    domain = loading.load_domain().domain
    files = loading.story_files()
    events = deserialise_events(json.loads(Path("taught.json").read_text(encoding="utf-8")))
    told = {"exported": exported(events, domain), "exported_test": exported(events, domain, e2e=True)}
    try:
        read = loading.read_steps(files.core, domain)
        messages = test_messages(domain)
    except Exception as error:  # noqa: BLE001 - whatever Rasa raises is what is told
        return {**told, "parse_error": failure(error)}
    trained = training.train(files.core, domain)
    return {
        **told,
        "values": values(read.steps),
        "warnings": [*read.warnings, *trained.warnings],
        "test_messages": messages,
        "lived": living.lived(trained.agent, events),
    }


def exported(events: list, domain: loading.Domain, e2e: bool = False) -> str:
    """The story as ``rasa interactive`` writes it."""
    return DialogueStateTracker.from_events("taught", events, domain.slots).export_stories(e2e)


def values(steps: list) -> list:
    """The values of entities and slots, in order."""
    found = []
    for event in (event for step in steps for event in step.events):
        if isinstance(event, UserUttered):
            found += [entity.get("value") for entity in event.entities]
        elif isinstance(event, SlotSet):
            found.append(event.value)
    return found


def test_messages(domain: loading.Domain) -> list:
    """The messages of the test story as it means them: intent, text, entities."""
    read = StoryFileReader.read_from_files(["test_stories.md"], domain, RegexInterpreter(), use_e2e=True)
    said = [event for step in loading.wait_for(read) for event in step.events if isinstance(event, UserUttered)]
    return [
        [each.parse_data["true_intent"], each.text, told_entities(each.parse_data["true_entities"])] for each in said
    ]


def told_entities(entities: list) -> list:
    """What a test story says of entities."""
    kept = ("entity", "value", "role", "group")
    return [{key: entity[key] for key in kept if entity.get(key) is not None} for entity in entities]


if __name__ == "__main__":
    sys.exit(record_all(describe))

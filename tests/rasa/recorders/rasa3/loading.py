"""The domain and the steps of stories and rules, as Rasa 3.6 reads them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import rasa.version
from case_folders import Description
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.training_data import structures
from rasa.shared.core.training_data.loading import load_data_from_files
from rasa.shared.core.training_data.structures import Checkpoint, RuleStep, StoryGraph, StoryStep
from rasa.shared.importers.rasa import RasaFileImporter
from stable_names import StableNames

VERSION = rasa.version.__version__
CONFIGURATION = "config.yml"


class Project(NamedTuple):
    """A domain, the steps of all stories and rules, and the warnings that came with them."""

    domain: Domain
    graph: StoryGraph
    warnings: list[str]

    def told(self) -> Description:
        """The record of what was read."""
        names = StableNames()
        return {
            "load_warnings": self.warnings,
            "domain": {
                "action_names": self.domain.action_names_or_texts,
                "intents": self.domain.intents,
                "forms": self.domain.form_names,
                "slots": {slot.name: [slot.type_name, slot.influence_conversation] for slot in self.domain.slots},
            },
            "parse": {
                "n_steps": len(self.graph.story_steps),
                "steps": [told_step(step, names) for step in self.graph.story_steps],
            },
        }


def load() -> Project:
    """Read the working folder as ``rasa data validate`` does. Raises whatever Rasa raises."""
    importer = RasaFileImporter(config_file=CONFIGURATION, domain_path="domain.yml", training_data_paths=["data"])
    with caught_warnings() as caught:
        domain = importer.get_domain()
        number_steps_anew()
        graph = importer.get_stories()
    return Project(domain, graph, rasas_own(caught))


def read_graph(file: str, domain: Domain) -> StoryGraph:
    """The stories of one file."""
    number_steps_anew()
    return StoryGraph(load_data_from_files([file], domain))


def number_steps_anew() -> None:
    """As in a fresh process: the numbers of steps decide the order in which Rasa goes through them."""
    structures.STEP_COUNT = 1


def told_step(step: StoryStep, names: StableNames) -> Description:
    """The record of a step; the alternatives of an ``or`` are a list in the place of an event."""
    return {
        "block_name": step.block_name,
        "source": Path(step.source_name or "").name,
        "is_rule": isinstance(step, RuleStep),
        "start_checkpoints": told_checkpoints(step.start_checkpoints, names),
        "end_checkpoints": told_checkpoints(step.end_checkpoints, names),
        "events": [
            [told_event(each) for each in event] if isinstance(event, list) else told_event(event)
            for event in step.events
        ],
    }


def told_checkpoints(checkpoints: list[Checkpoint], names: StableNames) -> list[Description]:
    """The record of checkpoints."""
    return [{"name": names(each.name), "conditions": plain(each.conditions)} for each in checkpoints]


def told_event(event: Event) -> Description:
    """The record of an event of a step."""
    told = {"type": event.type_name, "class": type(event).__name__}
    if isinstance(event, UserUttered):
        kept = ("entity", "value", "role", "group")
        return {
            **told,
            "intent": event.intent.get("name"),
            "text": event.text,
            "entities": [{key: entity[key] for key in kept if key in entity} for entity in event.entities],
            "sub_state": plain(event.as_sub_state()),
        }
    if isinstance(event, ActionExecuted):
        return {
            **told,
            "action_name": event.action_name,
            "action_text": event.action_text,
            "unpredictable": bool(event.unpredictable),
        }
    return {**told, "str": str(event)}


def plain(value: Any) -> Any:
    """A value as JSON has it; sets, whose order is none, sorted."""
    return json.loads(json.dumps(value, sort_keys=True, default=_as_list_or_text))


def _as_list_or_text(value: Any) -> Any:
    return sorted(value) if isinstance(value, (set, frozenset)) else str(value)


@contextmanager
def caught_warnings() -> Iterator[list[warnings.WarningMessage]]:
    """All warnings, repeated ones too."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def rasas_own(caught: list[warnings.WarningMessage]) -> list[str]:
    """The texts of the warnings that Rasa means for its users, each once; libraries complain of other things."""
    return sorted({str(each.message) for each in caught if issubclass(each.category, (UserWarning, FutureWarning))})

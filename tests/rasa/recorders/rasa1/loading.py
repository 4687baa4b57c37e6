"""The domain, the files and the steps of stories, as Rasa 1.10 reads them."""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Awaitable, Iterator, NamedTuple

from case_folders import Description
from rasa.core.domain import Domain, InvalidDomain
from rasa.core.events import ActionExecuted, Event, UserUttered
from rasa.core.interpreter import RegexInterpreter
from rasa.core.training import structures
from rasa.core.training.dsl import StoryFileReader
from rasa.core.training.structures import Checkpoint, StoryStep
from rasa.data import get_core_nlu_files
from rasa.importers.rasa import RasaFileImporter
from stable_names import StableNames

import rasa

VERSION = rasa.__version__
DOMAIN = "domain.yml"
# More input states than this are counted, not listed.
MOST_STATES_LISTED = 80


class LoadedDomain(NamedTuple):
    """A domain, and the warnings that came with it."""

    domain: Domain
    warnings: list[str]

    def told(self) -> Description:
        """The record of the domain before training, which adds to it."""
        states = self.domain.input_states
        return {
            "action_names": list(self.domain.action_names),
            "intents": list(self.domain.intents),
            "forms": list(self.domain.form_names),
            "slots": {slot.name: slot.type_name for slot in self.domain.slots},
            "input_states": list(states) if len(states) < MOST_STATES_LISTED else len(states),
            "warnings": self.warnings,
        }


class Files(NamedTuple):
    """The files under ``data/``, sorted by what Rasa takes them for."""

    core: list[str]
    nlu: list[str]

    def told(self) -> Description:
        """The record of the files."""
        return {"core": self.core, "nlu": self.nlu}


class ReadSteps(NamedTuple):
    """The steps of all stories, with the messages of the reader: its log, and its warnings."""

    steps: list[StoryStep]
    messages: list[str]
    warnings: list[str]

    def told(self) -> Description:
        """The record of what was read."""
        names = StableNames()
        return {
            "n_steps": len(self.steps),
            "n_blocks": len({(step.block_name, step.source_name) for step in self.steps}),
            "reader_messages": self.messages,
            "warnings": self.warnings,
            "steps": [told_step(step, names) for step in self.steps],
        }


def load_domain() -> LoadedDomain:
    """The domain of the working folder; for an invalid one what every command of Rasa goes on with."""
    with caught_warnings() as caught:
        try:
            domain = Domain.load(DOMAIN)
        except InvalidDomain:
            domain = wait_for(RasaFileImporter(domain_path=DOMAIN, training_data_paths=[]).get_domain())
    return LoadedDomain(domain, rasas_own(caught))


def story_files() -> Files:
    """The files of the working folder."""
    core, nlu = get_core_nlu_files(["data"])
    return Files(*(sorted(os.path.relpath(file) for file in files) for files in (core, nlu)))


def read_steps(files: list[str], domain: Domain) -> ReadSteps:
    """Read story files. Raises whatever Rasa raises."""
    number_steps_anew()
    with caught_messages("rasa.core.training.dsl") as messages, caught_warnings() as caught:
        steps = wait_for(StoryFileReader.read_from_files(files, domain, RegexInterpreter()))
    return ReadSteps(steps, messages, rasas_own(caught))


def number_steps_anew() -> None:
    """As in a fresh process: the numbers of steps decide the order in which Rasa goes through them."""
    structures.STEP_COUNT = 1


def told_step(step: StoryStep, names: StableNames) -> Description:
    """The record of a step."""
    return {
        "block_name": step.block_name,
        "source": Path(step.source_name or "").name,
        "start_checkpoints": told_checkpoints(step.start_checkpoints, names),
        "end_checkpoints": told_checkpoints(step.end_checkpoints, names),
        "events": [told_event(event) for event in step.events],
    }


def told_checkpoints(checkpoints: list[Checkpoint], names: StableNames) -> list[Description]:
    """The record of checkpoints."""
    return [{"name": names(each.name), "conditions": each.conditions} for each in checkpoints]


def told_event(event: Event) -> Description:
    """The record of an event of a step."""
    told = {"type": event.type_name, "class": type(event).__name__, "story_string": event.as_story_string()}
    if isinstance(event, UserUttered):
        told["intent"] = event.intent.get("name")
        told["entities"] = [told_entity(entity) for entity in event.entities]
    if isinstance(event, ActionExecuted):
        told["unpredictable"] = bool(getattr(event, "unpredictable", False))
    return told


def told_entity(entity: dict[str, Any]) -> dict[str, Any]:
    """What a story says of an entity."""
    return {key: entity[key] for key in ("entity", "value") if key in entity}


def wait_for(awaitable: Awaitable[Any]) -> Any:
    """Rasa reads files asynchronously."""
    return asyncio.get_event_loop().run_until_complete(awaitable)


@contextmanager
def caught_warnings() -> Iterator[list[warnings.WarningMessage]]:
    """All warnings, repeated ones too."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def rasas_own(caught: list[warnings.WarningMessage]) -> list[str]:
    """The texts of the warnings that Rasa means for its users; libraries complain of other things."""
    return [str(each.message) for each in caught if issubclass(each.category, (UserWarning, FutureWarning))]


@contextmanager
def caught_messages(logger_name: str) -> Iterator[list[str]]:
    """Every message that goes to a logger, on any level; nothing of it reaches the screen."""
    handler = _Keeping()
    logger = logging.getLogger(logger_name)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


class _Keeping(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

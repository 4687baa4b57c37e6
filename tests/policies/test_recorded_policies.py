"""MemoizationPolicy, FormPolicy and the ensemble against what real Rasa did."""

from typing import Any

import pytest
import recorded

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import ActionExecuted, Event
from teachback.dialogue.states import State
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_tree import Story
from teachback.policies.configuration import read_configuration
from teachback.policies.engine import Engine
from teachback.policies.form import UnhappyPaths
from teachback.policies.memoization import Memory
from teachback.policies.replay import replay
from teachback.policies.situation import situation_after

TRAINED = recorded.names("rasa-1.10", "lookups") + recorded.names("rasa-3.6", "lookups")


@pytest.mark.parametrize("name", [name for name in TRAINED if "augmented" not in name])
def test_memoization_remembers_what_rasa_remembers(name: str) -> None:
    case = recorded.open_case(name)
    dialect = case.snapshot.dialect
    [setup] = [
        each for each in read_configuration(case.snapshot.config, dialect).policies if each.name == "MemoizationPolicy"
    ]
    memory = Memory(case.tables.examples(), setup.max_history)
    ours = {
        recorded.as_rasa_writes(_filled_up(window, setup.max_history, dialect), dialect): action
        for window, action in memory.known().items()
    }
    assert ours == case.expected["lookups"]["MemoizationPolicy"]


def _filled_up(window: tuple[State, ...], length: int | None, dialect: Dialect) -> tuple[State | None, ...]:
    if dialect is Dialect.RASA3 or length is None:
        return window
    return (*(None for _ in range(length - len(window))), *window)


@pytest.mark.parametrize("name", [name for name in recorded.names("rasa-1.10", "lookups") if "form" in name])
def test_the_form_policy_remembers_what_rasa_remembers(name: str) -> None:
    case = recorded.open_case(name)
    theirs = case.expected["lookups"].get("FormPolicy")
    if theirs is None:
        pytest.skip("no FormPolicy here")
    ours = {
        recorded.as_rasa_writes((State(previous_action=before[0]) if before else None, newest), Dialect.RASA1): form
        for (before, newest), form in UnhappyPaths(case.tables.examples()).known().items()
    }
    assert ours == theirs


@pytest.mark.parametrize("name", recorded.names("rasa-1.10", "rasa_test"))
def test_the_ensemble_of_1x_predicts_training_stories_as_rasa_does(name: str) -> None:
    case = recorded.open_case(name)
    _compare(case, case.conversations(), case.expected["rasa_test"])


@pytest.mark.parametrize("name", recorded.names("rasa-1.10", "probe_rasa_test"))
def test_the_ensemble_of_1x_predicts_new_stories_as_rasa_does(name: str) -> None:
    case = recorded.open_case(name)
    probe = read_story_markdown((recorded.CASES / name / "probe.md").read_text(encoding="utf-8"))
    stories = [(each.story, recorded.events_of(each.story, case.snapshot)) for each in probe.stories]
    _compare(case, stories, case.expected["probe_rasa_test"])


def _compare(case: recorded.Case, stories: list[tuple[Story, list[Event]]], theirs: dict[str, Any]) -> None:
    configuration = read_configuration(case.snapshot.config, case.snapshot.dialect)
    if configuration.missing:
        pytest.skip(f"{configuration.missing[0].text} is not supported yet")
    compared = 0
    for story, events in stories:
        steps = list(replay(case.engine, case.tables.featurizer, events))[1:]
        wanted = [
            told
            for key, told in theirs.items()
            if key.partition(":")[2] == story.name.text and [s["action"] for s in told] == [s.action for s in steps]
        ]
        if not wanted:
            continue
        compared += 1
        ours = [
            (s.answer.winner.action, s.answer.winner.policy, s.answer.winner.confidence)
            if s.answer.winner.action
            else None
            for s in steps
        ]
        assert ours in [[_told(step) for step in told] for told in wanted]
    assert compared or not stories


def _told(step: dict[str, Any]) -> tuple[str, str, float] | None:
    """Rasa's winner; with a confidence of 0 nobody predicts."""
    if step["confidence"] == 0:
        return None
    return step["predicted"], (step["policy"] or "").rpartition("_")[2], step["confidence"]


@pytest.mark.parametrize("name", recorded.names("rasa-3.6", "predictions"))
def test_memoization_of_3x_predicts_training_stories_as_rasa_does(name: str) -> None:
    case = recorded.open_case(name)
    if not any(
        each.name == "MemoizationPolicy" for each in read_configuration(case.snapshot.config, Dialect.RASA3).policies
    ):
        pytest.skip("no MemoizationPolicy here")
    engine = case.engine
    for story, events in case.conversations():
        places = [index for index, event in enumerate(events) if isinstance(event, ActionExecuted)][1:]
        ours = [_memorized(engine, case, events[:place]) for place in places]
        gold = [event.name for event in events if isinstance(event, ActionExecuted)][1:]
        for key, told in case.expected["predictions"].items():
            if not all(isinstance(step, dict) for step in told):
                continue  # Rasa itself failed here
            if key.partition(":")[2] == story.name.text and [step.get("gold") for step in told] == gold:
                assert ours == [_memorized_by_rasa(step) for step in told]


def _memorized(engine: Engine, case: recorded.Case, events: list[Event]) -> str | None:
    answer = engine.predict(situation_after(case.tables.featurizer, events))
    return next(each.action for each in answer.by_policy if each.policy == "MemoizationPolicy")


def _memorized_by_rasa(step: dict[str, Any]) -> str | None:
    said = step["policies"]["MemoizationPolicy"]
    return said["action"] if said["nonzero"] else None

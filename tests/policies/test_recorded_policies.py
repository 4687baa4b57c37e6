"""What each policy and the ensemble say before every action, against what those of real Rasa said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
import recorded

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, ActionRejected, Event
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_yaml import read_stories
from teachback.formats.yaml_tree import parse_yaml
from teachback.policies.configuration import read_configuration
from teachback.policies.conversations import TrainingConversation, conversations_through
from teachback.policies.engine import Engine
from teachback.policies.prediction import Answer, Prediction
from teachback.policies.replay import replay
from teachback.policies.rules.training import RuleTraining
from teachback.policies.situation import situation_after
from teachback.policies.walk import placed_segments
from teachback.project.segments import segments_of

# Where nothing is predicted, Rasa names the first of all actions.
FIRST_ACTION = ACTION_LISTEN

# docs/rasa-differences.md says why.
DIFFERENT = {"rasa-1.10/42_two_checkpoints_in_a_cycle": "Rasa cuts cycles; every way through them is told here"}

ON_PURPOSE: dict[str, dict[str, str]] = {
    "predictions": {
        "rasa-3.6/64_happy_loop_spelt_out": recorded.SHIFTED,
        "rasa-3.6/85_one_name_other_slots": recorded.GLUED,
    }
}

Said = tuple[str, float] | None
"""An action and its confidence; ``None`` where nothing is predicted, whatever Rasa names then."""
Asked = tuple[tuple[Said, str], tuple[tuple[str, Said], ...]]
"""What the ensemble says and whose word that was, and what each policy says."""


def cases(key: str) -> list[Any]:
    found = [*recorded.names("rasa-1.10", key), *recorded.names("rasa-3.6", key)]
    return [recorded.param(name, different=ON_PURPOSE.get(key, {})) for name in found if name not in DIFFERENT]


@pytest.mark.parametrize("name", cases("predictions"))
def test_every_policy_says_what_rasas_says_of_training_stories(name: str) -> None:
    case = recorded.open_case(name)
    compare(case, recorded.conversations(case), case.expected["predictions"])


@pytest.mark.parametrize("name", cases("probe"))
def test_every_policy_says_what_rasas_says_of_new_stories(name: str) -> None:
    case = recorded.open_case(name)
    compare(case, probed(name, case), case.expected["probe"])


@pytest.mark.parametrize("name", cases("rasa_test"))
def test_training_stories_are_replayed_as_rasa_test_does(name: str) -> None:
    case = recorded.open_case(name)
    compare_replay(case, recorded.conversations(case), case.expected["rasa_test"])


@pytest.mark.parametrize("name", cases("probe_rasa_test"))
def test_new_stories_are_replayed_as_rasa_test_does(name: str) -> None:
    case = recorded.open_case(name)
    compare_replay(case, probed(name, case), case.expected["probe_rasa_test"])


def compare(case: recorded.Case, conversations: Sequence[TrainingConversation], told: dict[str, Any]) -> None:
    failed = {key.partition(":")[2] for key, steps in told.items() if not isinstance(steps, list)}
    engine = engine_of(case)
    ours = [
        (each.name, tuple(steps_of(engine, case, each.events))) for each in conversations if each.name not in failed
    ]
    theirs = [
        (key.partition(":")[2], tuple(map(step_told, steps)))
        for key, steps in told.items()
        if key.partition(":")[2] not in failed
    ]
    assert sorted(ours, key=repr) == sorted(theirs, key=repr)


def compare_replay(case: recorded.Case, conversations: Sequence[TrainingConversation], told: dict[str, Any]) -> None:
    engine = engine_of(case)
    ours = [
        (each.name, tuple((step.action, *said_by(step.answer.winner)) for step in steps))
        for each in conversations
        if (steps := list(replay(engine, case.tables.featurizer, each.events))[1:])
    ]
    theirs = [
        (
            key.partition(":")[2],
            tuple((s["action"], *told_by(s["predicted"], s["confidence"], s["policy"])) for s in steps),
        )
        for key, steps in told.items()
    ]
    assert sorted(ours, key=repr) == sorted(theirs, key=repr)


def engine_of(case: recorded.Case) -> Engine:
    """All policies that could be trained; in 3.x one may be refused while the others are recorded."""
    configuration = read_configuration(case.snapshot.config, case.snapshot.dialect)
    trained = case.expected.get("trained_policies") or [each.name for each in configuration.policies]
    policies = tuple(each for each in configuration.policies if each.name in trained)
    rules = RuleTraining(case.tables).memory() if case.snapshot.dialect is Dialect.RASA3 else None
    return Engine(case.snapshot.domain, case.tables.examples(), replace(configuration, policies=policies), rules=rules)


def probed(name: str, case: recorded.Case) -> Sequence[TrainingConversation]:
    """The conversations of a story that training has not seen."""
    if case.snapshot.dialect is Dialect.RASA1:
        file = read_story_markdown((recorded.CASES / name / "probe.md").read_text(encoding="utf-8"))
    else:
        text = (recorded.CASES / name / "probe.yml").read_text(encoding="utf-8")
        file = read_stories(parse_yaml(text), text)
    stories = [placed.story for placed in file.stories]
    members = [(number, segments_of(story, case.snapshot.domain)) for number, story in enumerate(stories)]
    names = {number: story.name.text for number, story in enumerate(stories)}
    return conversations_through(placed_segments(members), names, case.tables.featurizer).found


def steps_of(engine: Engine, case: recorded.Case, events: Sequence[Event]) -> Iterator[tuple[str, Asked, Asked | None]]:
    """Each action but one that begins the conversation, what is said before it, and what after the loop's rejection."""
    for index, event in enumerate(events):
        if index == 0 or not isinstance(event, ActionExecuted):
            continue
        # What Rasa does before it asks its policies, such as a followup action, is no part of these records.
        situation = replace(situation_after(case.tables.featurizer, events[:index]), forced_action=None)
        answer = engine.predict(situation)
        rejected = None
        if situation.loop is not None and (answer.winner.action or FIRST_ACTION) != event.name:
            past = [*events[:index], ActionRejected(situation.loop)]
            rejected = asked(engine.predict(situation_after(case.tables.featurizer, past)))
        yield event.name, asked(answer), rejected


def asked(answer: Answer) -> Asked:
    by_policy = ((each.policy, said_by(each)[0]) for each in answer.by_policy)
    return said_by(answer.winner), tuple(sorted(by_policy))


def said_by(prediction: Prediction) -> tuple[Said, str]:
    if prediction.action is None:
        return None, ""
    return (prediction.action, round(prediction.confidence, 6)), prediction.policy


def step_told(step: dict[str, Any]) -> tuple[str, Asked, Asked | None]:
    rejected = step.get("after_form_rejected") or step.get("after_loop_rejected")
    return step["gold"], asked_told(step), asked_told(rejected) if rejected else None


def asked_told(told: dict[str, Any]) -> Asked:
    winner = told["winner"]
    policies = ((name, told_by(s["action"], s["confidence"], name)[0]) for name, s in told["policies"].items())
    return told_by(winner["action"], winner["confidence"], winner["policy"]), tuple(sorted(policies))


def told_by(action: str, confidence: float, policy: str | None) -> tuple[Said, str]:
    """1.x numbers its policies: ``policy_0_MemoizationPolicy``."""
    if confidence == 0:
        return None, ""
    return (action, confidence), (policy or "").rpartition("_")[2]

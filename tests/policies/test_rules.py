"""RulePolicy: what it refuses, against what real Rasa 3.6 did, and what it predicts where several rules apply."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import recorded

from bots import open_bot
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.states import State
from teachback.policies.configuration import read_configuration
from teachback.policies.ensemble import combine
from teachback.policies.prediction import Prediction
from teachback.policies.rules.training import RuleTraining, RuleVerdicts
from teachback.policies.situation import Situation
from teachback.policies.tables import Tables
from teachback.project.project import Project

HEAD = """\
=== config.yml
recipe: default.v1
policies:
- name: RulePolicy
=== domain.yml
version: "3.1"
intents: [greet, ask, stop]
actions: [action_a, action_b, action_c]
slots:
  known: {type: bool, mappings: [{type: custom}]}
forms:
  form_x: {required_slots: []}
"""


@pytest.mark.parametrize("name", recorded.names("rasa-3.6", "lookups"))
def test_training_refuses_what_rasa_refuses(name: str) -> None:
    case = recorded.open_case(name)
    configuration = read_configuration(case.snapshot.config, case.snapshot.dialect)
    verdicts = RuleTraining(case.tables).verdicts(configuration)
    errors: dict[str, dict[str, str]] = case.expected.get("train_errors") or {}
    error = errors.get("RulePolicy", {})
    ours = {case.tables.placed(story).story.name.text for story, _ in verdicts.many_turns}
    ours |= {case.tables.placed(each.place.story).story.name.text for each in verdicts.incomplete}
    for each in verdicts.contradictions:
        ours |= {case.tables.placed(place.story).story.name.text for place in (each.place, *each.rules)}
        ours |= {each.built_in} if each.built_in else set()
    theirs = error["message"] if error.get("type") == "InvalidRule" else ""
    assert ours == _named(theirs)


def _named(message: str) -> set[str]:
    groups: list[str] = re.findall(r"(?:in story|in rule|rule\(s\)|Found rules) '([^']+)'", message)
    return {name for group in groups for name in group.split(", ")}


def verdicts_of(project: Project, training: RuleTraining | None = None) -> RuleVerdicts:
    snapshot = project.snapshot
    if training is None:
        training = RuleTraining(Tables(snapshot.domain, snapshot.max_history))
    training.tables.update(snapshot)
    return training.verdicts(read_configuration(snapshot.config, snapshot.dialect))


RULE_AND_STORY = """\
=== data/data.yml
version: "3.1"
rules:
- rule: r
  steps:
  - intent: greet
  - action: action_a
stories:
- story: s
  steps:
  - intent: greet
  - action: action_b
"""


def test_a_story_may_differ_where_the_rules_condition_does_not_hold(tmp_path: Path) -> None:
    text = RULE_AND_STORY.replace("- rule: r\n", "- rule: r\n  condition:\n  - slot_was_set:\n    - known: true\n")
    assert verdicts_of(open_bot(tmp_path, HEAD + text)) == RuleVerdicts()


def test_a_condition_that_a_slot_is_not_set_holds_for_a_story_without_it(tmp_path: Path) -> None:
    text = RULE_AND_STORY.replace("- rule: r\n", "- rule: r\n  condition:\n  - slot_was_set:\n    - known: null\n")
    [found] = verdicts_of(open_bot(tmp_path, HEAD + text)).contradictions
    assert (found.place.action, found.predicted) == ("action_b", "action_a")


def test_without_the_policy_or_its_check_nothing_is_said(tmp_path: Path) -> None:
    unchecked = HEAD.replace("- name: RulePolicy", "- name: RulePolicy\n  check_for_contradictions: false")
    assert verdicts_of(open_bot(tmp_path / "a", unchecked + RULE_AND_STORY)) == RuleVerdicts()
    elsewhere = HEAD.replace("RulePolicy", "MemoizationPolicy")
    assert verdicts_of(open_bot(tmp_path / "b", elsewhere + RULE_AND_STORY)) == RuleVerdicts()
    assert verdicts_of(open_bot(tmp_path / "c", HEAD + RULE_AND_STORY)).contradictions


SHORT_RULE = """\
=== data/data.yml
version: "3.1"
stories:
- story: s
  steps:
  - intent: greet
  - action: action_a
  - action: action_c
rules:
- rule: short
  steps:
  - action: action_a
"""
LONGER_RULE = """\
- rule: longer
  condition:
  - slot_was_set:
    - known: true
  steps:
  - action: action_a
  - action: action_b
"""


def test_a_rule_that_only_makes_the_bot_listen_gives_way_where_another_goes_on(tmp_path: Path) -> None:
    """As in Rasa (rule_policy.py:_should_delete)."""
    assert verdicts_of(open_bot(tmp_path / "a", HEAD + SHORT_RULE)).contradictions
    assert verdicts_of(open_bot(tmp_path / "b", HEAD + SHORT_RULE + LONGER_RULE)) == RuleVerdicts()


def test_verdicts_follow_an_edit_as_if_everything_were_read_anew(tmp_path: Path) -> None:
    project = open_bot(tmp_path, HEAD + RULE_AND_STORY)
    training = RuleTraining(Tables(project.snapshot.domain, project.snapshot.max_history))
    counts = [len(verdicts_of(project, training).contradictions)]
    file = tmp_path / "data" / "data.yml"
    for before, after in (("action_b", "action_a"), ("action: action_a\nstories", "action: action_c\nstories")):
        file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        project.read()
        incremental = verdicts_of(project, training).contradictions
        anew = verdicts_of(project).contradictions
        assert [(each.place.action, each.predicted) for each in incremental] == [
            (each.place.action, each.predicted) for each in anew
        ]
        counts.append(len(incremental))
    assert counts == [1, 0, 1]


def test_a_running_loop_beats_every_other_policy() -> None:
    memorized = Prediction("MemoizationPolicy", 9, {"action_a": 1.0})
    loop = Prediction("RulePolicy", 4, {"form_x": 1.0}, without_user=True)
    situation = Situation((State(),))
    assert combine(Dialect.RASA3, [memorized, loop], situation).action == "form_x"
    text = Prediction("TEDPolicy", 1, {"hi": 0.4}, by_text=True)
    assert combine(Dialect.RASA3, [memorized, text], situation).action == "hi"

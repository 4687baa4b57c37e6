"""Findings on rules: where they stand and what they say."""

from __future__ import annotations

from pathlib import Path

from bots import findings, inspect_bot, lines
from teachback.formats.problems import Severity

HEAD = """\
=== config.yml
recipe: default.v1
policies:
- name: RulePolicy
=== domain.yml
version: "3.1"
intents: [greet, ask, restart]
actions: [action_a, action_b, action_c]
slots:
  known: {type: rasa.shared.core.slots.TextSlot, mappings: [{type: custom}]}
forms:
  form_x: {required_slots: []}
=== data/data.yml
version: "3.1"
"""
CHECKS = ("rule-contradicts-story", "rules-contradict", "incomplete-rule", "rule-with-many-turns")

STORY_GOES_ON = """\
rules:
- rule: greeting
  steps:
  - intent: greet
  - action: action_a
stories:
- story: visitor
  steps:
  - intent: greet
  - action: action_a
  - action: action_b
"""


def test_a_story_that_goes_on_after_a_rule(tmp_path: Path) -> None:
    inspection = inspect_bot(tmp_path, HEAD + STORY_GOES_ON)
    assert lines(inspection, "rule-contradicts-story") == ["data/data.yml:12 action_b"]
    [finding] = findings(inspection, "rule-contradicts-story")
    assert finding.severity is Severity.ERROR
    assert finding.message == (
        'Here the story "visitor" runs `action_b`, but the rule "greeting" (data.yml:6) waits for the user. '
        "Rasa refuses to train on both. If the conversation may go on after the rule, say "
        "`wait_for_user_input: false` in the rule; otherwise run nothing more in the story."
    )
    assert [related.message for related in finding.related] == ['the rule "greeting" waits for the user here']


def test_what_the_message_advises_helps(tmp_path: Path) -> None:
    waiting = STORY_GOES_ON.replace("- rule: greeting\n", "- rule: greeting\n  wait_for_user_input: false\n")
    assert findings(inspect_bot(tmp_path, HEAD + waiting), "rule-contradicts-story") == []


def test_two_rules_name_each_other(tmp_path: Path) -> None:
    text = """\
rules:
- rule: one
  steps:
  - intent: greet
  - action: action_a
- rule: two
  steps:
  - intent: greet
  - action: action_b
"""
    inspection = inspect_bot(tmp_path, HEAD + text)
    assert lines(inspection, "rules-contradict") == ["data/data.yml:6 action_a", "data/data.yml:10 action_b"]
    assert [related.message for finding in findings(inspection, "rules-contradict") for related in finding.related] == [
        'the rule "two" runs `action_b` here',
        'the rule "one" runs `action_a` here',
    ]


def test_a_rule_against_rasas_own(tmp_path: Path) -> None:
    text = "rules:\n- rule: again\n  steps:\n  - intent: restart\n  - action: action_a\n"
    [finding] = findings(inspect_bot(tmp_path, HEAD + text), "rules-contradict")
    assert "Rasa runs `action_restart` by itself" in finding.message
    assert finding.related == ()


def test_a_rule_that_leaves_a_slot_and_a_loop_out(tmp_path: Path) -> None:
    text = """\
rules:
- rule: full
  steps:
  - intent: greet
  - action: action_a
  - slot_was_set:
    - known: x
  - action: form_x
  - active_loop: form_x
- rule: lacking
  steps:
  - intent: ask
  - action: action_a
  - action: form_x
"""
    inspection = inspect_bot(tmp_path, HEAD + text)
    assert lines(inspection, "incomplete-rule") == ["data/data.yml:14 action_a", "data/data.yml:15 form_x"]
    slot, loop = findings(inspection, "incomplete-rule")
    assert "sets the slot `known`, but not in the rule" in slot.message
    assert "sets the `active_loop` (`form_x`), but not in the rule" in loop.message


def test_a_rule_of_two_turns(tmp_path: Path) -> None:
    text = """\
rules:
- rule: long
  steps:
  - intent: greet
  - action: action_a
  - intent: ask
  - action: action_b
"""
    inspection = inspect_bot(tmp_path, HEAD + text)
    assert lines(inspection, "rule-with-many-turns") == ["data/data.yml:7 intent: ask"]
    free = HEAD.replace("- name: RulePolicy", "- name: RulePolicy\n  restrict_rules: false")
    assert findings(inspect_bot(tmp_path / "free", free + text), "rule-with-many-turns") == []


def test_a_text_slot_written_as_a_class_keeps_a_rule_from_applying(tmp_path: Path) -> None:
    text = """\
rules:
- rule: unknown
  condition:
  - slot_was_set:
    - known: null
  steps:
  - intent: ask
  - action: action_a
stories:
- story: known
  steps:
  - slot_was_set:
    - known: x
  - intent: ask
  - action: action_b
"""
    inspection = inspect_bot(tmp_path, HEAD + text)
    assert [finding for check in CHECKS for finding in findings(inspection, check)] == []

"""Findings on rules: where they stand and what they say."""

from __future__ import annotations

from pathlib import Path

from bots import findings, inspect_bot, lines
from teachback.dialogue.values import thaw
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
    assert lines(inspection, "rule-contradicts-story") == ["data/data.yml:6 action_a", "data/data.yml:12 action_b"]
    at_rule, at_story = findings(inspection, "rule-contradicts-story")
    assert at_story.severity is Severity.ERROR
    assert at_story.message == (
        'After `action_a` this story runs `action_b`, but the rule "greeting" (data.yml:6) ends and waits for the '
        "user. Rasa refuses to train on both. If something may follow that rule at once, write "
        "`wait_for_user_input: false` in it; otherwise nothing may follow in the story."
    )
    assert [each.message for each in at_story.related] == ['the rule "greeting" ends and waits for the user here']
    assert at_rule.message.startswith(
        'After `action_a` this rule ends and waits for the user, but the story "visitor" (data.yml:12) runs `action_b`.'
    )
    assert [each.message for each in at_rule.related] == ['the story "visitor" runs `action_b` here']
    assert thaw(at_story.data) == {
        "in": "visitor",
        "action": "action_b",
        "predicted": "action_listen",
        "rules": ["greeting"],
        "built_in": None,
    }
    assert thaw(at_rule.data) == {
        "in": "greeting",
        "action": "action_listen",
        "against": [{"in": "visitor", "action": "action_b"}],
    }


def test_the_fixes_of_a_story_that_goes_on(tmp_path: Path) -> None:
    inspection = inspect_bot(tmp_path, HEAD + STORY_GOES_ON)
    at_rule, at_story = findings(inspection, "rule-contradicts-story")
    assert [fix.title for fix in inspection.fixes(at_story)] == [
        'Add wait_for_user_input: false to the rule "greeting"',
        "Wait for the user here",
        'Use action_b in the rule "greeting"',
        "Remove this story",
        'Remove the rule "greeting"',
        'Go to the rule "greeting" (data.yml:6)',
    ]
    # one trial leaves the places of the next finding as they were
    assert [fix.title for fix in inspection.fixes(at_rule)] == [
        'Add wait_for_user_input: false to the rule "greeting"',
        "Use action_b here",
        'Wait for the user in the story "visitor"',
        "Remove this rule",
        'Remove the story "visitor"',
        'Go to the story "visitor" (data.yml:12)',
    ]


def test_a_rule_against_many_stories_is_told_once(tmp_path: Path) -> None:
    stories = "".join(
        f"- story: s{number}\n  steps:\n  - intent: ask\n  - action: action_c\n"
        f"  - intent: greet\n  - action: {action}\n"
        for number, action in enumerate(("action_b", "action_b", "action_c", "action_b"))
    )
    text = f"rules:\n- rule: r\n  steps:\n  - intent: greet\n  - action: action_a\nstories:\n{stories}"
    inspection = inspect_bot(tmp_path, HEAD + text)
    at_rule, *at_stories = findings(inspection, "rule-contradicts-story")
    assert len(at_stories) == 4
    assert at_rule.message == (
        'After `greet` this rule runs `action_a`, but the story "s0" (data.yml:13) and 2 others run `action_b`, and '
        'the story "s2" (data.yml:25) runs `action_c`. Rasa refuses to train on both. Run `action_a` in the story too, '
        "or give this rule a `condition` that does not hold there."
    )
    assert len(at_rule.related) == 4
    assert [len(each.related) for each in at_stories] == [1, 1, 1, 1]


def test_a_fix_that_would_bring_another_contradiction_is_not_offered(tmp_path: Path) -> None:
    text = """\
rules:
- rule: r
  steps:
  - intent: greet
  - action: action_a
stories:
- story: against
  steps:
  - intent: greet
  - action: action_b
- story: in line
  steps:
  - intent: ask
  - action: action_c
  - intent: greet
  - action: action_a
"""
    inspection = inspect_bot(tmp_path, HEAD + text)
    _, at_story = findings(inspection, "rule-contradicts-story")
    titles = [fix.title for fix in inspection.fixes(at_story)]
    assert "Use action_a here" in titles
    assert 'Use action_b in the rule "r"' not in titles


def test_a_text_of_the_bot_against_a_rule(tmp_path: Path) -> None:
    text = """\
rules:
- rule: r
  steps:
  - user: hello there
  - action: action_a
stories:
- story: s
  steps:
  - user: hello there
  - bot: Hi you
"""
    inspection = inspect_bot(tmp_path, HEAD + text)
    _, at_story = findings(inspection, "rule-contradicts-story")
    assert at_story.message.startswith(
        'After the user says "hello there" this story says "Hi you", but the rule "r" (data.yml:6) runs `action_a`.'
    )


def test_nothing_is_said_where_rasa_does_not_check(tmp_path: Path) -> None:
    unchecked = HEAD.replace("- name: RulePolicy", "- name: RulePolicy\n  check_for_contradictions: false")
    without = HEAD.replace("RulePolicy", "MemoizationPolicy")
    for number, head in enumerate((unchecked, without)):
        inspection = inspect_bot(tmp_path / str(number), head + STORY_GOES_ON)
        assert [finding for check in CHECKS for finding in findings(inspection, check)] == []


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
    assert finding.message == (
        "After `restart` this rule runs `action_a`, but Rasa itself answers the intent `restart` with "
        "`action_restart`, whatever rules say, and refuses to train. Run `action_restart` here, or take another intent."
    )
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
    assert slot.message == (
        '`action_a` sets the slot `known` in the rule "full" (data.yml:7), but this rule does not say what becomes of '
        "it. Rasa refuses to train. Say it right after `action_a`, with `null` where nothing is set."
    )
    assert 'sets the `active_loop` (`form_x`) in the rule "full" (data.yml:10)' in loop.message
    assert "or write `wait_for_user_input: false` in the rule" in loop.message
    assert [related.message for related in slot.related] == ['the rule "full" says it here']
    assert [fix.title for fix in inspection.fixes(slot)] == [
        "Say known: x after action_a",
        "Say known: null after action_a",
        'Go to the rule "full" (data.yml:7)',
    ]
    assert [fix.title for fix in inspection.fixes(loop)] == [
        "Say active_loop: form_x after form_x",
        "Add wait_for_user_input: false to this rule",
        'Go to the rule "full" (data.yml:10)',
    ]


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

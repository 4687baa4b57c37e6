"""Edits of rules: what they change, and what they leave alone."""

from __future__ import annotations

import pytest

from teachback.formats.story_edits import do_not_wait, insert_steps_after, remove_steps_from
from teachback.formats.story_tree import PlacedStory
from teachback.formats.story_yaml import read_stories
from teachback.formats.yaml_rule_edits import StepText
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import apply_edits


def placed(text: str) -> PlacedStory:
    """The first rule of a text."""
    return read_stories(parse_yaml(text), text).stories[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "rules:\n- rule: r  # a\n  steps: []\n",
            "rules:\n- rule: r  # a\n  wait_for_user_input: false\n  steps: []\n",
        ),
        ("rules:\r\n  -   rule: 'r'", "rules:\r\n  -   rule: 'r'\r\n      wait_for_user_input: false"),
        (
            "rules:\n- rule: r\n  wait_for_user_input: true  # b\n",
            "rules:\n- rule: r\n  wait_for_user_input: false  # b\n",
        ),
        ("rules: [{rule: r, steps: []}]", "rules: [{rule: r, wait_for_user_input: false, steps: []}]"),
    ],
)
def test_a_rule_that_does_not_wait(before: str, after: str) -> None:
    assert apply_edits(before, do_not_wait(before, placed(before))) == after


STEPS = (StepText("slot_was_set:", ("known: null", "size: 3")), StepText("active_loop: null"))


def test_steps_in_block_style() -> None:
    text = "rules:\n- rule: r\n  steps:\n    - intent: greet\n    -   action: a  # b\n    - action: c"
    assert apply_edits(text, insert_steps_after(text, placed(text), 1, STEPS)) == (
        "rules:\n- rule: r\n  steps:\n    - intent: greet\n    -   action: a  # b\n"
        "    -   slot_was_set:\n        - known: null\n        - size: 3\n    -   active_loop: null\n    - action: c"
    )


def test_steps_in_flow_style() -> None:
    text = "rules: [{rule: r, steps: [{intent: greet}, {action: a}]}]"
    assert apply_edits(text, insert_steps_after(text, placed(text), 1, STEPS)) == (
        "rules: [{rule: r, steps: [{intent: greet}, {action: a}, "
        "{slot_was_set: [{known: null}, {size: 3}]}, {active_loop: null}]}]"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "rules:\n- rule: r\n  steps:\n  - intent: a  # x\n  # y\n  - intent: b\n  - action: c\n# z\n- rule: s\n",
            "rules:\n- rule: r\n  steps:\n  - intent: a  # x\n# z\n- rule: s\n",
        ),
        (
            "rules: [{rule: r, steps: [{intent: a}, {intent: b}, {action: c}]}]",
            "rules: [{rule: r, steps: [{intent: a}]}]",
        ),
    ],
)
def test_a_rule_that_ends_sooner(before: str, after: str) -> None:
    assert apply_edits(before, remove_steps_from(before, placed(before), 1)) == after

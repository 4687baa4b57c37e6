"""Thresholds of fallbacks apply to the probabilities of the statistical policy, which are low where it must guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import open_bot
from teachback.checks.inspection import Inspector
from teachback.dialogue.events import ActionExecuted, UserUttered
from teachback.policies.configuration import read_configuration
from teachback.policies.engine import Engine
from teachback.policies.prediction import Prediction
from teachback.policies.rules.training import RuleTraining
from teachback.policies.statistical.learner import learner_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import training_set

STORIES_1X = """\
=== domain.yml
intents: [order, pay, leave, odd]
actions: [action_order, action_pay, action_leave, action_x, action_y, action_z]
=== config.yml
policies:
- name: TEDPolicy
- name: FallbackPolicy
  core_threshold: THRESHOLD
=== data/stories.md
## one
* order
    - action_order
* pay
    - action_pay
* leave
    - action_leave

## other
* pay
    - action_pay
* leave
    - action_leave
"""

STORIES_3X = """\
=== domain.yml
version: "3.1"
intents: [order, pay, leave, odd]
actions: [action_order, action_pay, action_leave, action_x, action_y, action_z]
=== config.yml
recipe: default.v1
policies:
- name: TEDPolicy
- name: RulePolicy
  core_fallback_threshold: THRESHOLD
=== data/stories.yml
stories:
- story: one
  steps:
  - intent: order
  - action: action_order
  - intent: pay
  - action: action_pay
  - intent: leave
  - action: action_leave
- story: other
  steps:
  - intent: pay
  - action: action_pay
  - intent: leave
  - action: action_leave
"""


def predicted(folder: Path, text: str, threshold: float, intent: str) -> Prediction:
    """What the ensemble says right after the first message of a conversation."""
    snapshot = open_bot(folder, text.replace("THRESHOLD", str(threshold))).snapshot
    tables = Inspector().inspect(snapshot).facts.tables
    training = training_set(tables.examples(), snapshot.domain, snapshot.max_history)
    learner = learner_of(train(training), training)
    configuration = read_configuration(snapshot.config, snapshot.dialect)
    engine = Engine(snapshot.domain, tables.examples(), configuration, learner, RuleTraining(tables).memory())
    return engine.after([ActionExecuted("action_listen"), UserUttered(intent)]).winner


@pytest.mark.parametrize("text", [STORIES_1X, STORIES_3X])
def test_what_stories_tell_passes_the_threshold(tmp_path: Path, text: str) -> None:
    told = predicted(tmp_path, text, 0.5, "pay")
    assert (told.action, told.policy) == ("action_pay", "TEDPolicy")
    assert told.confidence > 0.5


@pytest.mark.parametrize("text", [STORIES_1X, STORIES_3X])
def test_a_guess_does_not(tmp_path: Path, text: str) -> None:
    assert predicted(tmp_path, text, 0.6, "odd").action == "action_default_fallback"


def test_a_low_threshold_lets_guesses_pass(tmp_path: Path) -> None:
    assert predicted(tmp_path, STORIES_3X, 0.01, "odd").policy == "TEDPolicy"

"""Every fix that is offered, applied, removes its finding and adds none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import open_bot
from fixing import after_fix, complaints, every_fix
from teachback.checks.inspection import Inspector
from teachback.project.project import Project

SAMPLES = sorted(path for path in (Path(__file__).parents[2] / "samples").iterdir() if path.is_dir())

RULE_POLICY = """\
=== config.yml
recipe: default.v1
policies: [{name: RulePolicy}]
=== domain.yml
version: "3.1"
intents: [greet, ask, stop]
actions: [action_a, action_b, action_c]
slots:
  known: {type: text, mappings: [{type: custom}]}
forms:
  form_x: {required_slots: []}
"""

# Each holds one or more findings with fixes; together they reach every rule that has any.
FIXTURES = {
    "names": """\
=== data/nlu.md
## intent:farewell
- farewell, my friend
- so long

## intent:greet
- hi
- hello

=== data/stories.md
## misspelt
* gret{"cusine": "thai"}
  - utter_grete
  - slot{"cuisin": "thai"}
* request
  - restaurant_frm
  - form{"name": "restaurant_frm"}
  - form{"name": null}
* farewell
  - action_never_heard_of
""",
    "quoted names": """\
=== domain.yml
version: "3.1"
intents: ['greet', bye]
actions: []
slots:
  price: {type: categorical, values: [low, "middle of the road"], mappings: [{type: custom}]}
responses:
  utter_greet: [{text: hi}]
=== config.yml
policies: [{name: RulePolicy}]
=== data/stories.yml
version: "3.1"
stories:
- story: "in quotes"
  steps:
  - intent: "gret"
  - action: 'utter_gret'
  - slot_was_set:
    - price: "midle of the road"
  - slot_was_set:
    - price: midle of the road
  - slot_was_set:
    - price: 'lo'
""",
    "duplicates": """\
=== domain.yml
intents:
- greet
- bye  # see you
- greet
actions:
- action_a
- 'action_a'
=== data/stories.md
## one
* greet
  - action_a
## one
* greet
  - action_a
## two
* bye
  - action_a
## two
* bye
  - action_a
* greet
  - action_a
""",
    "duplicates in YAML": """\
=== domain.yml
version: "3.1"
intents: [greet, bye]
actions: [action_a]
=== config.yml
policies: [{name: RulePolicy}]
=== data/stories.yml
version: "3.1"
stories:
- story: one
  steps:
  - intent: greet
  - action: action_a

# the same once more
- story: one
  steps:
  - intent: greet
  - action: action_a
""",
    "checkpoints": """\
=== data/stories.md
## one
* greet
  - utter_greet
> greeted

## two
> greetd
* bye
  - utter_bye
""",
    "examples": """\
=== data/nlu.md
## intent:greet
- hi
- good day
## intent:bye
- good day
- bye
## intent:affirm
- bye
""",
    "readers": """\
=== domain.yml
intents: [greet, inform, request]
templates:
  utter_greet:
  - text: hi
forms: [restaurant_form]
=== data/stories.md
## near misses of the prefix
* request
  - restaurant_form
  - form{"name": "restaurant_form"}
* form:inform
  - form:restaurant_form
*form: inform
  - form: restaurant_form
  - form{"name": null}
""",
    "rules and stories": RULE_POLICY
    + """\
=== data/rules.yml
version: "3.1"
rules:
# why this rule
- rule: greeting  # said to all
  steps:
  - intent: greet
  - action: action_a
- {rule: asking, steps: [{intent: ask}, {action: action_b}]}
=== data/stories.yml
version: "3.1"
stories:
- story: goes on
  steps:
  - intent: greet
  - action: action_a
  - action: action_c  # too much
- story: another
  steps:
  - intent: ask
  - action: action_c
- story: third
  steps:
  - intent: stop
  - action: action_b
  - intent: ask
  - action: action_a
""",
    "rules and stories in brackets": RULE_POLICY
    + """\
=== data/data.yml
version: "3.1"
rules: [{rule: r, steps: [{intent: greet}, {action: action_a}]}, {rule: q, steps: [{intent: ask}, {action: action_b}]}]
stories: [
  {story: s, steps: [{intent: greet}, {action: action_b}]},
  {story: t, steps: [{intent: ask}, {action: action_b}, {action: action_c}]}]
""",
    "rules against rules": RULE_POLICY
    + """\
=== data/rules.yml
version: "3.1"
rules:
- rule: short
  steps:
  - intent: greet
  - action: action_a
- rule: long
  steps:
  - intent: greet
  - action: action_a
  - action: action_b
- rule: again
  steps:
  - intent: restart
  - action: action_c
- rule: after a form
  steps:
  - intent: stop
  - action: form_x
  - active_loop: form_x
  - action: action_b
""",
    "incomplete rules": RULE_POLICY
    + """\
=== data/rules.yml
version: "3.1"
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
- rule: in brackets
  steps: [{intent: stop}, {action: action_a}, {action: action_c}]
""",
    "a rule of two turns": RULE_POLICY
    + """\
=== data/rules.yml
version: "3.1"
rules:
- rule: long
  steps:
  - intent: greet
  - action: action_a
  # and then
  - intent: ask
  - action: action_b
- {rule: also long, steps: [{intent: stop}, {action: action_c}, {intent: greet}, {action: action_c}]}
""",
}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_fix_of_a_sample(sample: Path) -> None:
    project = Project(sample)
    project.read()
    assert check(project) > 0


@pytest.mark.parametrize("name", FIXTURES)
def test_every_fix_of_a_fixture(name: str, tmp_path: Path) -> None:
    assert check(open_bot(tmp_path, FIXTURES[name])) > 0


def check(project: Project) -> int:
    """How many fixes were tried; all were as they should be."""
    inspection = Inspector().inspect(project.snapshot)
    offered = list(every_fix(inspection))
    wrong = [
        complaint
        for finding, fix in offered
        for complaint in complaints(inspection, finding, fix, after_fix(project, inspection, fix))
    ]
    assert wrong == []
    return len(offered)

"""Every fix that is offered, applied, removes its finding and adds none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import open_bot
from fixing import after_fix, complaints, every_fix
from teachback.checks.inspection import Inspector
from teachback.project.project import Project

SAMPLES = sorted(path for path in (Path(__file__).parents[2] / "samples").iterdir() if path.is_dir())

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

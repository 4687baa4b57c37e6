"""Names that the domain does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import findings, inspect_bot, lines
from teachback.checks.unknown_names import MOST_NAMES, MOST_PLACES
from teachback.formats.problems import Severity

DOMAIN_3X = """\
=== domain.yml
version: "3.1"
intents: [greet, faq]
entities: [city]
slots:
  city: {type: text, mappings: [{type: from_entity, entity: city}]}
actions: [action_a, validate_trip]
responses:
  utter_greet: [{text: hi}]
  utter_faq/ask: [{text: so}]
forms:
  trip: {required_slots: [city]}
=== config.yml
policies: [{name: RulePolicy}]
=== data/stories.yml
version: "3.1"
"""


def titles(folder: Path, text: str, rule: str) -> list[list[str]]:
    inspection = inspect_bot(folder, text)
    return [[fix.title for fix in inspection.fixes(finding)] for finding in findings(inspection, rule)]


def messages(folder: Path, text: str, rule: str) -> list[str]:
    return [finding.message for finding in findings(inspect_bot(folder, text), rule)]


@pytest.mark.parametrize(
    ("rule", "line", "told"),
    [
        ("unknown-intent", "* gret", "The domain does not list the intent `gret`. Did you mean `greet`?"),
        ("unknown-intent", "* form: gret", "The domain does not list the intent `gret`. Did you mean `greet`?"),
        (
            "unknown-action",
            "- action_x",
            "The domain does not list the action `action_x`, and Rasa cannot train on a story with it.",
        ),
        (
            "missing-response",
            "- utter_gret",
            (
                "The domain has no response `utter_gret`, and Rasa cannot train on a story with it. "
                "Did you mean `utter_greet`?"
            ),
        ),
        (
            "unknown-slot",
            '- slot{"cuisin": "thai"}',
            "The domain does not declare the slot `cuisin`, so Rasa forgets its value. Did you mean `cuisine`?",
        ),
        (
            "unknown-entity",
            '* inform{"cuisin": "thai"}',
            "The domain does not list the entity `cuisin`, so the policies do not see it. Did you mean `cuisine`?",
        ),
        ("unknown-form", '- form{"name": "taxi"}', "The domain does not list the form `taxi`."),
    ],
)
def test_an_unknown_name_in_a_story(rule: str, line: str, told: str, tmp_path: Path) -> None:
    assert messages(tmp_path, f"=== data/stories.md\n## s\n* greet\n  - utter_greet\n{line}\n", rule) == [told]


def test_the_place_is_the_name_alone(tmp_path: Path) -> None:
    story = '=== data/stories.md\n## s\n* greet OR gret{"cuisine": "é"} OR bye\n  - utter_greet\n'
    assert lines(inspect_bot(tmp_path, story), "unknown-intent") == ["data/stories.md:2 gret"]


def test_names_that_rasa_brings_are_known(tmp_path: Path) -> None:
    story = """\
=== data/stories.md
## s
* greet
  - action_listen
  - action_restart
  - slot{"requested_slot": null}
  - utter_greet
"""
    inspection = inspect_bot(tmp_path, story)
    assert [rule for rule in ("unknown-action", "unknown-slot") if findings(inspection, rule)] == []


def test_retrieval_names_are_known_by_their_base(tmp_path: Path) -> None:
    story = "stories:\n- story: s\n  steps:\n  - intent: faq/ask\n  - action: utter_faq\n"
    inspection = inspect_bot(tmp_path, DOMAIN_3X + story)
    assert lines(inspection, "unknown-intent") == lines(inspection, "missing-response") == []


def test_rasa_3_knows_its_own_intents_and_loops(tmp_path: Path) -> None:
    story = """\
stories:
- story: s
  steps:
  - intent: nlu_fallback
  - action: action_two_stage_fallback
  - active_loop: action_two_stage_fallback
  - active_loop: null
"""
    inspection = inspect_bot(tmp_path, DOMAIN_3X + story)
    assert lines(inspection, "unknown-intent") == lines(inspection, "unknown-form") == []


def test_a_form_that_is_only_an_action_is_no_form_in_rasa_1(tmp_path: Path) -> None:
    text = """\
=== domain.yml
intents: [greet]
actions: [trip]
=== data/stories.md
## s
* greet
  - trip
  - form{"name": "trip"}
"""
    assert messages(tmp_path, text, "unknown-form") == [
        "The domain lists `trip` below `actions` and not below `forms`, so the policies do not see that it is active."
    ]
    assert titles(tmp_path, text, "unknown-form") == [[]]


def test_a_trigger_of_an_unknown_action_is_an_error(tmp_path: Path) -> None:
    inspection = inspect_bot(tmp_path, "=== domain.yml\nintents:\n- greet:\n    triggers: action_x\nactions: []\n")
    assert [finding.severity for finding in findings(inspection, "unknown-action")] == [Severity.ERROR]
    assert lines(inspection, "unknown-action") == ["domain.yml:3 action_x"]


def test_nothing_is_unknown_where_the_domain_is_broken(tmp_path: Path) -> None:
    text = "=== domain.yml\nintents: [greet\n=== data/stories.md\n## s\n* gret\n  - utter_x\n"
    inspection = inspect_bot(tmp_path, text)
    assert lines(inspection, "unknown-intent") == lines(inspection, "missing-response") == []


def test_a_misspelt_prefix_is_not_an_unknown_name_as_well(tmp_path: Path) -> None:
    inspection = inspect_bot(tmp_path, "=== data/stories.md\n## s\n* form:inform\n  - form:restaurant_form\n")
    assert lines(inspection, "unknown-intent") == lines(inspection, "unknown-action") == []
    assert len(findings(inspection, "form-prefix-misspelt")) == 2


def test_a_name_in_very_many_places_is_told_once_a_file(tmp_path: Path) -> None:
    story = "## s\n* order\n  - utter_greet\n"
    text = f"=== data/a.md\n{story * MOST_PLACES}=== data/b.md\n{story}"
    inspection = inspect_bot(tmp_path, text)
    assert lines(inspection, "unknown-intent") == ["data/a.md:2 order", "data/b.md:2 order"]
    first = findings(inspection, "unknown-intent")[0]
    assert first.message == "The domain does not list the intent `order`. It stands in this file 20 times."


def test_fixes_are_near_names_and_the_domain(tmp_path: Path) -> None:
    text = "=== data/stories.md\n## s\n* gret\n  - utter_greet\n"
    assert titles(tmp_path, text, "unknown-intent") == [
        ["Replace by `greet`", "Add `gret` to the intents of domain.yml"]
    ]


def test_an_intent_without_examples_is_not_added_to_the_domain(tmp_path: Path) -> None:
    text = "=== data/nlu.md\n## intent:greet\n- hi\n=== data/stories.md\n## s\n* order\n  - utter_greet\n"
    assert titles(tmp_path, text, "unknown-intent") == [[]]
    assert messages(tmp_path, text, "unknown-intent") == [
        "The domain does not list the intent `order`, and it has no examples."
    ]


def test_a_section_of_the_nlu_data_and_a_button_are_looked_at(tmp_path: Path) -> None:
    text = """\
=== domain.yml
intents: [greet]
responses:
  utter_greet:
  - text: hi
    buttons:
    - title: order
      payload: '/ordr{"size": "big"}'
=== data/nlu.md
## intent:greet
- hi
## intent:order
- a pizza
"""
    assert lines(inspect_bot(tmp_path, text), "unknown-intent") == ["data/nlu.md:3 order", "domain.yml:7 ordr"]


def test_a_slot_value_that_is_not_listed(tmp_path: Path) -> None:
    text = """\
=== domain.yml
intents: [greet]
slots:
  price: {type: categorical, values: [low, High, 3]}
actions: [action_a]
=== data/stories.md
## s
* greet
  - slot{"price": "hgh"}
  - slot{"price": "HIGH"}
  - slot{"price": null}
  - slot{"price": 3}
  - action_a
"""
    assert lines(inspect_bot(tmp_path, text), "unknown-slot-value") == ['data/stories.md:3 "hgh"']
    assert titles(tmp_path, text, "unknown-slot-value") == [["Replace by `High`"]]


def test_a_stale_finding_has_no_fixes(tmp_path: Path) -> None:
    text = "=== data/stories.md\n## s\n* {}\n  - utter_greet\n"
    stale = findings(inspect_bot(tmp_path, text.format("gret")), "unknown-intent")[0]
    assert inspect_bot(tmp_path, text.format("greet")).fixes(stale) == ()
    assert inspect_bot(tmp_path, "=== data/stories.md\n# other\n").fixes(stale) == ()


def test_end_to_end_tests_are_read_for_their_intents(tmp_path: Path) -> None:
    line = '* greet: hi [thai]{"entity": "cuisine"}'
    text = f"=== data/stories.md\n## s\n{line}\n  - utter_greet\n=== tests/tests.md\n## t\n{line}\n  - utter_greet\n"
    inspection = inspect_bot(tmp_path, text)
    assert [line.partition(" ")[0] for line in lines(inspection, "unknown-intent")] == ["data/stories.md:2"]
    assert lines(inspection, "unknown-entity") == []


def test_a_story_outside_of_training_does_not_hinder_it(tmp_path: Path) -> None:
    story = "## s\n* greet\n  - action_x\n"
    text = f"=== data/stories.md\n{story}=== results/failed_stories.md\n{story}"
    assert messages(tmp_path, text, "unknown-action") == [
        "The domain does not list the action `action_x`, and Rasa cannot train on a story with it.",
        "The domain does not list the action `action_x`.",
    ]


def test_a_domain_that_does_not_belong_to_the_stories_is_told_once_a_file(tmp_path: Path) -> None:
    story = "".join(f"## s{number}\n* intent_{number}\n  - utter_greet\n" for number in range(MOST_NAMES + 1))
    inspection = inspect_bot(tmp_path, f"=== data/stories.md\n{story}")
    (finding,) = findings(inspection, "unknown-intent")
    assert finding.message == (
        "The domain lists neither `intent_0` nor 200 other intent names of this file. "
        "Is it the domain of these stories?"
    )
    assert inspection.fixes(finding) == ()


def test_an_old_name_of_an_action_is_known_to_rasa_2_alone(tmp_path: Path) -> None:
    story = "stories:\n- story: one\n  steps:\n  - intent: greet\n  - action: action_deactivate_form\n"
    told = messages(tmp_path / "new", DOMAIN_3X + story, "unknown-action")
    assert len(told) == 1
    older = DOMAIN_3X.replace('"3.1"', '"2.0"').replace(
        "mappings: [{type: from_entity, entity: city}]", "auto_fill: true"
    )
    assert messages(tmp_path / "old", older + story, "unknown-action") == []
